package jpeg

import "encoding/binary"

// Shrunk pictures are the inverse DCTs of 4, 2 or 1 points of the lowest frequencies. As the orthonormal transform of
// n points has the factor 1/√n where that of 8 has 1/√8, the coefficients stay as they are and the factor is that of 8.
const (
	root2Cosine1of8 = 10703 // √2·cos(π/8)·2^13
	root2Cosine3of8 = 4433  // √2·cos(3π/8)·2^13
)

// transform4 is the one-dimensional inverse DCT of 4 pairs, times 1<<13, plus rounding.
func transform4(rounding, x0, x1, x2, x3 int64) (y0, y1, y2, y3 int64) {
	sum, difference := (x0+x2)<<fractionBits+rounding, (x0-x2)<<fractionBits+rounding
	outer := x1*root2Cosine1of8 + x3*root2Cosine3of8
	inner := x1*root2Cosine3of8 - x3*root2Cosine1of8
	return sum + outer, difference + inner, difference - inner, sum - outer
}

// inverse4 writes the 4 by 4 values of a block at half the size.
func inverse4(block *coefficients, out []uint8, stride int) {
	var middle [8]int64 // by pairs of rows
	for pair := range 2 {
		y0, y1, y2, y3 := transform4(columnRounding, block[pair], block[pair+4], block[pair+8], block[pair+12])
		middle[2*pair], middle[2*pair+1] = transpose(y0, y1)
		middle[2*pair+4], middle[2*pair+5] = transpose(y2, y3)
	}
	for pair := range 2 {
		m := (*[4]int64)(middle[4*pair:])
		y0, y1, y2, y3 := transform4(rowRounding, m[0], m[1], m[2], m[3])
		rows, _ := pixels(y0, y1, y2, y3, 0, 0, 0, 0)
		binary.LittleEndian.PutUint32(out[2*pair*stride:], uint32(rows))
		binary.LittleEndian.PutUint32(out[(2*pair+1)*stride:], uint32(rows>>32))
	}
}

// inverse2 writes the 2 by 2 values of a block at a quarter of the size: the cosines of 2 points are 1/√2.
func inverse2(block *coefficients, out []uint8, stride int) {
	upper, lower := block[0]+block[4], block[0]-block[4]
	for i, pair := range [2]int64{upper, lower} {
		row := out[i*stride : i*stride+2]
		row[0] = clamp((low(pair)+high(pair)+4)>>3 + 128)
		row[1] = clamp((low(pair)-high(pair)+4)>>3 + 128)
	}
}

// inverse1 writes the one value of a block at an eighth of the size.
func inverse1(block *coefficients, out []uint8) {
	out[0] = clamp((low(block[0])+4)>>3 + 128)
}
