package kernel

// portable returns the microkernel in Go. Its 2 x 4 sums and their 6 factors fit the sixteen vector registers of amd64.
func portable[T Float]() *microkernel[T] {
	return &microkernel[T]{
		name: "portable", rows: 2, columns: 4, multiply: multiplyPortable[T], multiplyIndirect: multiplyIndirectPortable[T],
		multiplyRows: multiplyRowsPortable[T], dots: dotsPortable[T], dotRows: 2, dotColumns: 2,
		mover:    mover[T]{copyRows: copyRows[T], transpose: transpose[T], take: take[T], put: put[T]},
		winograd: winogradPortable[T](),
	}
}

func multiplyPortable[T Float](depth int, a, b, c []T, stride int, bias []T, accumulate bool) {
	c00, c10 := firstSums(bias)
	c01, c02, c03, c11, c12, c13 := c00, c00, c00, c10, c10, c10
	a, b = a[:2*depth], b[:4*depth]
	for len(a) >= 2 && len(b) >= 4 { // both fail at once; the compiler needs both to see that no index is out of range
		a0, a1 := a[0], a[1]
		b0, b1, b2, b3 := b[0], b[1], b[2], b[3]
		c00 += a0 * b0
		c01 += a0 * b1
		c02 += a0 * b2
		c03 += a0 * b3
		c10 += a1 * b0
		c11 += a1 * b1
		c12 += a1 * b2
		c13 += a1 * b3
		a, b = a[2:], b[4:]
	}
	storeRow(c[:4], c00, c01, c02, c03, accumulate)
	storeRow(c[stride:stride+4], c10, c11, c12, c13, accumulate)
}

func multiplyIndirectPortable[T Float](panels, depth int, a, b []T, offsets []int32, c []T, stride int, bias []T, accumulate bool) {
	for panel := range panels {
		var start []T
		if bias != nil {
			start = bias[2*panel:]
		}
		indirectTile(a[2*depth*panel:], b, offsets[:depth], c[2*stride*panel:], stride, start, accumulate)
	}
}

func indirectTile[T Float](a, b []T, offsets []int32, c []T, stride int, bias []T, accumulate bool) {
	c00, c10 := firstSums(bias)
	c01, c02, c03, c11, c12, c13 := c00, c00, c00, c10, c10, c10
	for d, offset := range offsets {
		a0, a1 := a[2*d], a[2*d+1]
		row := b[offset:][:4]
		b0, b1, b2, b3 := row[0], row[1], row[2], row[3]
		c00 += a0 * b0
		c01 += a0 * b1
		c02 += a0 * b2
		c03 += a0 * b3
		c10 += a1 * b0
		c11 += a1 * b1
		c12 += a1 * b2
		c13 += a1 * b3
	}
	storeRow(c[:4], c00, c01, c02, c03, accumulate)
	storeRow(c[stride:stride+4], c10, c11, c12, c13, accumulate)
}

// firstSums returns what the sums of both rows start from.
func firstSums[T Float](bias []T) (top, bottom T) {
	if bias == nil {
		return 0, 0
	}
	return bias[0], bias[1]
}

// storeRow writes four sums to a row of c, or adds them.
func storeRow[T Float](row []T, s0, s1, s2, s3 T, accumulate bool) {
	if accumulate {
		s0, s1, s2, s3 = s0+row[0], s1+row[1], s2+row[2], s3+row[3]
	}
	row[0], row[1], row[2], row[3] = s0, s1, s2, s3
}

func multiplyRowsPortable[T Float](rows, depth int, a, b []T, shift int, offsets []int32, c []T, stride int, bias []T) {
	for i := range rows {
		var s0, s1, s2, s3 T
		if bias != nil {
			s0, s1, s2, s3 = bias[i], bias[i], bias[i], bias[i]
		}
		for d, weight := range a[i*depth:][:depth] {
			row := b[i*shift+int(offsets[d]):][:4]
			s0 += weight * row[0]
			s1 += weight * row[1]
			s2 += weight * row[2]
			s3 += weight * row[3]
		}
		storeRow(c[i*stride:][:4], s0, s1, s2, s3, false)
	}
}

func dotsPortable[T Float](n int, a []T, aStride int, b []T, offsets []int32, sums []T) {
	var s00, s01, s10, s11 T
	top, bottom, left, right := a[:n], a[aStride:][:n], b[offsets[0]:][:n], b[offsets[1]:][:n]
	for i, t := range top {
		s00 += t * left[i]
		s01 += bottom[i] * left[i]
		s10 += t * right[i]
		s11 += bottom[i] * right[i]
	}
	sums[0], sums[1], sums[2], sums[3] = sums[0]+s00, sums[1]+s01, sums[2]+s10, sums[3]+s11
}
