package kernel

import "math"

// MeanAbsoluteError returns the mean over all elements of |a - b|. The mean over no elements is NaN.
func MeanAbsoluteError[T Float](a, b []T) T {
	return meanOf(a, b, func(a, b []T) float64 {
		var total float64
		b = b[:len(a)]
		for i := range a {
			total += math.Abs(float64(a[i]) - float64(b[i]))
		}
		return total
	})
}

// MeanAbsoluteErrorGradient sets aGradient to upstream / len(a) times the sign of a - b, 0 where they are equal. The gradient of b is its
// negative: swap a and b. Where either is NaN, so is the gradient.
func MeanAbsoluteErrorGradient[T Float](aGradient, a, b []T, upstream T) {
	weight := upstream / T(len(a))
	aGradient, b = aGradient[:len(a)], b[:len(a)]
	for i := range a {
		switch d := a[i] - b[i]; {
		case d > 0:
			aGradient[i] = weight
		case d < 0:
			aGradient[i] = -weight
		default:
			aGradient[i] = weight * d // 0, or NaN
		}
	}
}
