package kernel

// MeanSquaredError returns the mean over all elements of (a - b)^2. The mean over no elements is NaN.
func MeanSquaredError[T Float](a, b []T) T {
	return meanOf(a, b, func(a, b []T) float64 {
		var total float64
		b = b[:len(a)]
		for i := range a {
			d := float64(a[i]) - float64(b[i])
			total += d * d
		}
		return total
	})
}

// MeanSquaredErrorGradient sets aGradient to upstream * 2 / len(a) * (a - b). The gradient of b is its negative: swap a and b.
func MeanSquaredErrorGradient[T Float](aGradient, a, b []T, upstream T) {
	vectorsOf[T]().scaleDifference(aGradient[:len(a)], a, b[:len(a)], 2*upstream/T(len(a)))
}
