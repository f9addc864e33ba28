package kernel

// portable returns the microkernel in Go. Its 2 x 4 sums and their 6 factors fit the sixteen vector registers of amd64.
func portable[T Float]() *microkernel[T] {
	return &microkernel[T]{
		name: "portable", rows: 2, columns: 4, multiply: multiplyPortable[T],
		mover: mover[T]{copyRows[T], transpose[T]}, addMultiple: addMultiple[T], dot: dot[T],
	}
}

func multiplyPortable[T Float](depth int, a, b, c []T, stride int, bias []T, accumulate bool) {
	var c00, c01, c02, c03, c10, c11, c12, c13 T
	if bias != nil {
		c00, c01, c02, c03 = bias[0], bias[0], bias[0], bias[0]
		c10, c11, c12, c13 = bias[1], bias[1], bias[1], bias[1]
	}
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
	top, bottom := c[:4], c[stride:stride+4]
	if accumulate {
		c00, c01, c02, c03 = c00+top[0], c01+top[1], c02+top[2], c03+top[3]
		c10, c11, c12, c13 = c10+bottom[0], c11+bottom[1], c12+bottom[2], c13+bottom[3]
	}
	top[0], top[1], top[2], top[3] = c00, c01, c02, c03
	bottom[0], bottom[1], bottom[2], bottom[3] = c10, c11, c12, c13
}
