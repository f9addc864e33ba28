package jpeg

import "encoding/binary"

// The inverse DCT is that of Loeffler, Ligtenberg and Moschytz, "Practical Fast 1-D DCT Algorithms with 11
// Multiplications" (ICASSP 1989), with fixed-point constants of 13 bits: columns first, kept with 2 bits of fraction,
// then rows.
const (
	fractionBits = 13
	columnBits   = 2 // of fraction between columns and rows
	columnShift  = fractionBits - columnBits
	rowShift     = fractionBits + columnBits + 3

	// rotations: square roots of 2 times cosines and sines, times 1<<13
	root2Cosine6    = 4433   // √2·cos(6π/16) = 0.541196100
	cosine2LessSix  = 6270   // √2·(cos(2π/16) - cos(6π/16)) = 0.765366865
	cosine2PlusSix  = 15137  // √2·(cos(2π/16) + cos(6π/16)) = 1.847759065
	root2Cosine3    = 9633   // √2·cos(3π/16) = 1.175875602
	oddFrom7        = 2446   // √2·(-c1+c3+c5-c7) = 0.298631336
	oddFrom5        = 16819  // √2·(c1+c3-c5+c7) = 2.053119869
	oddFrom3        = 25172  // √2·(c1+c3+c5-c7) = 3.072711026
	oddFrom1        = 12299  // √2·(c1+c3-c5-c7) = 1.501321110
	odd7And1        = -7373  // √2·(c7-c3) = -0.899976223
	odd5And3        = -20995 // √2·(-c1-c3) = -2.562915447
	odd7And3        = -16069 // √2·(-c3-c5) = -1.961570560
	odd5And1        = -3196  // √2·(c5-c3) = -0.390180644
	columnRounding  = both << (columnShift - 1)
	rowRounding     = both * (128<<rowShift + 1<<(rowShift-1)) // and the middle level
	pixelOutOfRange = (0x3f00 << rowShift) * both              // bits above the 8 of a pixel
)

// transform is the one-dimensional inverse DCT of 8 pairs, times 1<<13, plus rounding.
func transform(rounding, x0, x1, x2, x3, x4, x5, x6, x7 int64) (y0, y1, y2, y3, y4, y5, y6, y7 int64) {
	shared := (x2 + x6) * root2Cosine6
	inner := shared - x6*cosine2PlusSix
	outer := shared + x2*cosine2LessSix
	sum := (x0+x4)<<fractionBits + rounding
	difference := (x0-x4)<<fractionBits + rounding
	even0, even3 := sum+outer, sum-outer
	even1, even2 := difference+inner, difference-inner

	sum71 := (x7 + x1) * odd7And1
	sum53 := (x5 + x3) * odd5And3
	sum73, sum51 := x7+x3, x5+x1
	turned := (sum73 + sum51) * root2Cosine3
	sum73 = sum73*odd7And3 + turned
	sum51 = sum51*odd5And1 + turned
	odd3 := x7*oddFrom7 + sum71 + sum73
	odd2 := x5*oddFrom5 + sum53 + sum51
	odd1 := x3*oddFrom3 + sum53 + sum73
	odd0 := x1*oddFrom1 + sum71 + sum51
	return even0 + odd0, even1 + odd1, even2 + odd2, even3 + odd3,
		even3 - odd3, even2 - odd2, even1 - odd1, even0 - odd0
}

// transformLow is transform where x4 to x7 are zero.
func transformLow(rounding, x0, x1, x2, x3 int64) (y0, y1, y2, y3, y4, y5, y6, y7 int64) {
	inner, outer := x2*root2Cosine6, x2*(root2Cosine6+cosine2LessSix)
	mean := x0<<fractionBits + rounding
	even0, even1, even2, even3 := mean+outer, mean+inner, mean-inner, mean-outer
	odd0 := x1*(oddFrom1+odd7And1+odd5And1+root2Cosine3) + x3*root2Cosine3
	odd1 := x1*root2Cosine3 + x3*(oddFrom3+odd5And3+odd7And3+root2Cosine3)
	odd2 := x1*(odd5And1+root2Cosine3) + x3*(odd5And3+root2Cosine3)
	odd3 := x1*(odd7And1+root2Cosine3) + x3*(odd7And3+root2Cosine3)
	return even0 + odd0, even1 + odd1, even2 + odd2, even3 + odd3,
		even3 - odd3, even2 - odd2, even1 - odd1, even0 - odd0
}

// inverse writes the 8 by 8 values of a block to out, rows stride apart.
func inverse(block *coefficients, out []uint8, stride int) {
	var middle coefficients // by pairs of rows: numbers 8*i to 8*i+7 are the columns of rows 2i and 2i+1
	for pair := range 4 {
		y0, y1, y2, y3, y4, y5, y6, y7 := transform(columnRounding,
			block[pair], block[pair+4], block[pair+8], block[pair+12],
			block[pair+16], block[pair+20], block[pair+24], block[pair+28])
		middle[2*pair], middle[2*pair+1] = transpose(y0, y1)
		middle[2*pair+8], middle[2*pair+9] = transpose(y2, y3)
		middle[2*pair+16], middle[2*pair+17] = transpose(y4, y5)
		middle[2*pair+24], middle[2*pair+25] = transpose(y6, y7)
	}
	for pair := range 4 {
		m := (*[8]int64)(middle[8*pair:])
		y0, y1, y2, y3, y4, y5, y6, y7 := transform(rowRounding, m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7])
		left, right := pixels(y0, y1, y2, y3, y4, y5, y6, y7)
		store(left, right, out[2*pair*stride:], stride)
	}
}

// lowLast is the last index of a block whose coefficients are all in the upper left 4 by 4.
const lowLast = 9

// inverseLow is inverse for blocks whose coefficients past index lowLast are zero.
func inverseLow(block *coefficients, out []uint8, stride int) {
	var middle [16]int64 // by pairs of rows: numbers 4*i to 4*i+3 are columns 0 to 3 of rows 2i and 2i+1
	for pair := range 2 {
		y0, y1, y2, y3, y4, y5, y6, y7 := transformLow(columnRounding, block[pair], block[pair+4], block[pair+8], block[pair+12])
		middle[2*pair], middle[2*pair+1] = transpose(y0, y1)
		middle[2*pair+4], middle[2*pair+5] = transpose(y2, y3)
		middle[2*pair+8], middle[2*pair+9] = transpose(y4, y5)
		middle[2*pair+12], middle[2*pair+13] = transpose(y6, y7)
	}
	for pair := range 4 {
		m := (*[4]int64)(middle[4*pair:])
		y0, y1, y2, y3, y4, y5, y6, y7 := transformLow(rowRounding, m[0], m[1], m[2], m[3])
		left, right := pixels(y0, y1, y2, y3, y4, y5, y6, y7)
		store(left, right, out[2*pair*stride:], stride)
	}
}

// store writes the left and the right four columns of a pair of rows.
func store(left, right uint64, out []uint8, stride int) {
	binary.LittleEndian.PutUint64(out, left&0xffffffff|right<<32)
	binary.LittleEndian.PutUint64(out[stride:], left>>32|right&^0xffffffff)
}

// transpose drops columnShift bits of two rows' pairs and returns the pairs of their left and their right column.
func transpose(upper, lower int64) (left, right int64) {
	left = low(upper)>>columnShift + low(lower)>>columnShift<<32
	right = (upper+1<<31)>>(32+columnShift) + (lower+1<<31)>>(32+columnShift)<<32
	return left, right
}

// pixels drops rowShift bits of eight columns' pairs of rows: the lower 4 bytes of left and right are the upper row's
// left and right columns.
func pixels(y0, y1, y2, y3, y4, y5, y6, y7 int64) (left, right uint64) {
	if uint64(y0|y1|y2|y3|y4|y5|y6|y7)&pixelOutOfRange != 0 {
		return clampedPixels(y0, y1, y2, y3), clampedPixels(y4, y5, y6, y7)
	}
	return pack(y0, y1, y2, y3), pack(y4, y5, y6, y7)
}

// pack is pixels for four columns of values in 0 to 255.
func pack(y0, y1, y2, y3 int64) uint64 {
	const mask = 0xff * both
	return uint64(y0)>>rowShift&mask | uint64(y1)>>(rowShift-8)&(mask<<8) |
		uint64(y2)>>(rowShift-16)&(mask<<16) | uint64(y3)<<(24-rowShift)&(mask<<24)
}

// clampedPixels is pack where some value is not in 0 to 255.
func clampedPixels(y ...int64) uint64 {
	var result uint64
	for i, pair := range y {
		result |= uint64(clamp(low(pair)>>rowShift))<<(8*i) | uint64(clamp(high(pair)>>rowShift))<<(8*i+32)
	}
	return result
}

// clamp is the nearest value of 8 bits.
func clamp(value int64) uint8 {
	return uint8(max(0, min(value, 255)))
}

// inverseFlat writes a block that has only a mean.
func inverseFlat(mean int64, out []uint8, stride int) {
	row := uint64(clamp((mean+4)>>3+128)) * 0x0101010101010101
	for y := range 8 {
		binary.LittleEndian.PutUint64(out[y*stride:], row)
	}
}
