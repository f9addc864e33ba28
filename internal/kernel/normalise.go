package kernel

import "math"

// normalise sets output to (input - mean) * factor + shift. Subtracting the mean first keeps the digits that folding it into the shift
// would lose when the mean is much larger than the deviation.
func normalise[T Float](output, input []T, mean, factor, shift T) {
	input = input[:len(output)]
	for i := range output {
		output[i] = (input[i]-mean)*factor + shift
	}
}

// A normAffine holds what normalise takes.
type normAffine[T Float] struct{ mean, factor, shift T }

// normGradient sets inputGradient to factor * outputGradient - constant - linear * (input - mean): the gradient of a normalisation along a
// run of elements with the same statistics, scale and shift. The constant and linear parts come from the dependence of mean and deviation
// on the input.
func normGradient[T Float](inputGradient, outputGradient, input []T, mean, factor, constant, linear T) {
	outputGradient, input = outputGradient[:len(inputGradient)], input[:len(inputGradient)]
	for i := range inputGradient {
		inputGradient[i] = factor*outputGradient[i] - constant - linear*(input[i]-mean)
	}
}

// A normGradientPart holds what normGradient takes.
type normGradientPart[T Float] struct{ mean, factor, constant, linear T }

// runStatistics returns the mean of a run of elements that are normalised together, and the inverse of their deviation.
func runStatistics[T Float](values []T, epsilon T) (mean, inverse T) {
	m, variance := moments(values)
	return T(m), T(inverseDeviation(variance, epsilon))
}

// inverseDeviation is 1 / sqrt(variance + epsilon).
func inverseDeviation[T Float](variance float64, epsilon T) float64 {
	return 1 / math.Sqrt(variance+float64(epsilon))
}
