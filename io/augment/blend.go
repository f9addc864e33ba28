package augment

// blend returns a point on the line through two values: base for factor 0, value for factor 1. It is rounded down and cut off at 0 and 255, as
// Pillow's Image.blend does it.
func blend(base, value uint8, factor float32) uint8 {
	level := float32(base) + float32(factor*float32(int(value)-int(base)))
	switch {
	case !(level > 0): // or not a number
		return 0
	case level >= 255:
		return 255
	}
	return uint8(level)
}
