package kernel

import "math"

// normalise sets output to (input - mean) * factor + shift. Subtracting the mean first keeps the digits that folding it into the shift
// would lose when the mean is much larger than the deviation.
func normalise[T Float](output, input []T, mean, factor, shift T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = (x-mean)*factor + shift
	}
}

// A normGradient is the gradient of a normalisation along a run of elements with the same statistics, scale and shift. Its constant and
// linear parts come from the dependence of mean and deviation on the input.
type normGradient[T Float] struct{ mean, factor, constant, linear T }

// apply sets inputGradient to factor * outputGradient - constant - linear * (input - mean).
func (n normGradient[T]) apply(inputGradient, outputGradient, input []T) {
	inputGradient, outputGradient = inputGradient[:len(input)], outputGradient[:len(input)]
	for i, x := range input {
		inputGradient[i] = n.factor*outputGradient[i] - n.constant - n.linear*(x-n.mean)
	}
}

// runStatistics returns the mean of a run of elements that are normalised together, and the inverse of their deviation.
func runStatistics[T Float](values []T, epsilon T) (mean, inverse T) {
	m, variance := moments(values)
	return T(m), T(inverseDeviation(variance, epsilon))
}

// inverseDeviation is 1 / sqrt(variance + epsilon).
func inverseDeviation[T Float](variance float64, epsilon T) float64 {
	return 1 / math.Sqrt(variance+float64(epsilon))
}
