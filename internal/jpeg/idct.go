package jpeg

// The inverse discrete cosine transform of 8 values by Loeffler, Ligtenberg and Moschytz ("Practical fast 1-D DCT algorithms with 11
// multiplications", 1989), in integers with 13 bits behind the point, as libjpeg's accurate transform does it: the columns first, whose
// results keep 2 bits more than the values, then the rows.
const (
	fraction = 13
	extra    = 2
)

// Constants of the algorithm times 2^13: sums of cosines of multiples of pi/16, times the root of 2.
const (
	fix0298631336 = 2446
	fix0390180644 = 3196
	fix0541196100 = 4433
	fix0765366865 = 6270
	fix0899976223 = 7373
	fix1175875602 = 9633
	fix1501321110 = 12299
	fix1847759065 = 15137
	fix1961570560 = 16069
	fix2053119869 = 16819
	fix2562915447 = 20995
	fix3072711026 = 25172
)

// inverse8 returns the transform of 8 values, times 2^13 and the root of 8.
func inverse8(x0, x1, x2, x3, x4, x5, x6, x7 int32) (y0, y1, y2, y3, y4, y5, y6, y7 int32) {
	// The even part.
	turned := (x2 + x6) * fix0541196100
	even2 := turned - x6*fix1847759065
	even3 := turned + x2*fix0765366865
	even0, even1 := (x0+x4)<<fraction, (x0-x4)<<fraction
	a0, a3, a1, a2 := even0+even3, even0-even3, even1+even2, even1-even2

	// The odd part.
	z1, z2, z3, z4 := x7+x1, x5+x3, x7+x3, x5+x1
	z5 := (z3 + z4) * fix1175875602
	z1 *= -fix0899976223
	z2 *= -fix2562915447
	z3 = z5 - z3*fix1961570560
	z4 = z5 - z4*fix0390180644
	b0 := x7*fix0298631336 + z1 + z3
	b1 := x5*fix2053119869 + z2 + z4
	b2 := x3*fix3072711026 + z2 + z3
	b3 := x1*fix1501321110 + z1 + z4
	return a0 + b3, a1 + b2, a2 + b1, a3 + b0, a3 - b0, a2 - b1, a1 - b2, a0 - b3
}

// level returns a sample: a value around 0 becomes one around 128, from 0 to 255.
func level(value int32) uint8 {
	return uint8(min(max(value+128, 0), 255))
}

// rounded divides by 2^bits and rounds half up.
func rounded(value int32, bits uint) int32 { return (value + 1<<(bits-1)) >> bits }

// transform writes the 8 x 8 samples of a block. last is the place, in the order of the file, of its last coefficient that is not zero.
func transform(b *block, last int, to []uint8, stride int) {
	if last == 0 {
		fillSquare(level(rounded(b[0], 3)), 8, to, stride)
		return
	}
	for x := range 8 {
		column := b[x : x+57 : x+57]
		if column[8]|column[16]|column[24]|column[32]|column[40]|column[48]|column[56] == 0 {
			flat := column[0] << extra
			for y := 0; y < 57; y += 8 {
				column[y] = flat
			}
			continue
		}
		const shift = fraction - extra
		y0, y1, y2, y3, y4, y5, y6, y7 := inverse8(column[0], column[8], column[16], column[24], column[32], column[40], column[48], column[56])
		column[0], column[8], column[16], column[24] = rounded(y0, shift), rounded(y1, shift), rounded(y2, shift), rounded(y3, shift)
		column[32], column[40], column[48], column[56] = rounded(y4, shift), rounded(y5, shift), rounded(y6, shift), rounded(y7, shift)
	}
	for y := range 8 {
		row := b[8*y : 8*y+8 : 8*y+8]
		out := to[y*stride : y*stride+8 : y*stride+8]
		const shift = fraction + extra + 3
		y0, y1, y2, y3, y4, y5, y6, y7 := inverse8(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7])
		out[0], out[1], out[2], out[3] = level(rounded(y0, shift)), level(rounded(y1, shift)), level(rounded(y2, shift)), level(rounded(y3, shift))
		out[4], out[5], out[6], out[7] = level(rounded(y4, shift)), level(rounded(y5, shift)), level(rounded(y6, shift)), level(rounded(y7, shift))
	}
}

// fillSquare gives side x side samples one value.
func fillSquare(value uint8, side int, to []uint8, stride int) {
	for y := range side {
		row := to[y*stride : y*stride+side : y*stride+side]
		for x := range row {
			row[x] = value
		}
	}
}

// inverse4 returns the transform of 4 values, times 2^13 and 2. Its constants are the root of 2 times cosines of pi/8 and 3 pi/8.
func inverse4(x0, x1, x2, x3 int32) (y0, y1, y2, y3 int32) {
	const cosine1, cosine3 = 10703, 4433 // 1.306562965 and 0.541196100
	a0, a1 := (x0+x2)<<fraction, (x0-x2)<<fraction
	b0, b1 := x1*cosine1+x3*cosine3, x1*cosine3-x3*cosine1
	return a0 + b0, a1 + b1, a1 - b1, a0 - b0
}

// transform4 writes the block at half its size: the transform of its 4 x 4 lowest frequencies, as in libjpeg.
func transform4(b *block, to []uint8, stride int) {
	for x := range 4 {
		const shift = fraction - extra
		y0, y1, y2, y3 := inverse4(b[x], b[x+8], b[x+16], b[x+24])
		b[x], b[x+8], b[x+16], b[x+24] = rounded(y0, shift), rounded(y1, shift), rounded(y2, shift), rounded(y3, shift)
	}
	for y := range 4 {
		row := b[8*y : 8*y+4 : 8*y+4]
		out := to[y*stride : y*stride+4 : y*stride+4]
		const shift = fraction + extra + 3 // 2 x 2 of the transforms, and 2 because there are 4 times fewer values than coefficients
		y0, y1, y2, y3 := inverse4(row[0], row[1], row[2], row[3])
		out[0], out[1], out[2], out[3] = level(rounded(y0, shift)), level(rounded(y1, shift)), level(rounded(y2, shift)), level(rounded(y3, shift))
	}
}

// transform2 writes the block at a quarter of its size.
func transform2(b *block, to []uint8, stride int) {
	sum0, difference0 := b[0]+b[8], b[0]-b[8]
	sum1, difference1 := b[1]+b[9], b[1]-b[9]
	to[0], to[1] = level(rounded(sum0+sum1, 3)), level(rounded(sum0-sum1, 3))
	to[stride], to[stride+1] = level(rounded(difference0+difference1, 3)), level(rounded(difference0-difference1, 3))
}
