package pixel

// Float sets dst to (src - shift) / divisor. Difference and quotient are rounded one after the other, so that with the divisor 255 the result
// is the float32 next to the quotient.
func Float(dst []float32, src []uint8, shift, divisor float32) {
	chosen().float(dst, src, shift, divisor)
}

func float(dst []float32, src []uint8, shift, divisor float32) {
	src = src[:len(dst)]
	for i, value := range src {
		dst[i] = (float32(value) - shift) / divisor
	}
}
