package augment

// blend returns a point on the line through two values: base for factor 0, value for factor 1. It is rounded down and cut off at 0 and 255, as
// Pillow's Image.blend does it. The factor comes from factorOf.
func blend(base, value uint8, factor float32) uint8 {
	level := float32(base) + float32(factor*float32(int32(value)-int32(base)))
	return clamp(int32(level))
}

func clamp(level int32) uint8 { return uint8(min(max(level, 0), 255)) }

// factorOf returns a factor with which levels fit in int32. One that is not a number becomes 0.
func factorOf(factor float64) float32 {
	const most = 1 << 20 // with less, all levels but one have become black or white
	if factor != factor {
		return 0
	}
	return float32(min(max(factor, -most), most))
}
