package pixel

import "math"

// Float sets dst to src * scale + offset. Product and sum are rounded one after the other.
func Float(dst []float32, src []uint8, scale, offset float32) {
	chosen().float(dst, src, scale, offset)
}

// float converts the product explicitly, which forbids the compiler to fuse it with the sum.
func float(dst []float32, src []uint8, scale, offset float32) {
	src = src[:len(dst)]
	for i, value := range src {
		dst[i] = float32(float32(value)*scale) + offset
	}
}

// FromFloat sets dst to src * scale + offset, rounded half up and clipped to 0 to 255. NaN becomes 0.
func FromFloat(dst []uint8, src []float32, scale, offset float32) {
	src = src[:len(dst)]
	for i, value := range src {
		level := math.Floor(float64(float32(value*scale)+offset) + 0.5) // a sum in float64 has no second rounding
		if !(level > 0) {
			level = 0
		}
		dst[i] = uint8(min(level, 255))
	}
}
