package kernel

import "math"

// GELU sets output to input * P(input), P being the distribution function of the standard normal: the exact form, by the error function,
// not its approximation by a hyperbolic tangent (Hendrycks and Gimpel, "Gaussian error linear units", 2016). In assembly P is within 2^-22.
func GELU[T Float](output, input []T) { vectorsOf[T]().gelu(output[:len(input)], input) }

func gelu[T Float](output, input []T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = x * T(normalDistribution(float64(x)))
	}
}

// GELUGradient sets inputGradient to outputGradient * (P(x) + x * p(x)), x being the input and p the density of the standard normal.
func GELUGradient[T Float](inputGradient, outputGradient, input []T) {
	n := len(outputGradient)
	vectorsOf[T]().geluGradient(inputGradient[:n], outputGradient, input[:n])
}

func geluGradient[T Float](inputGradient, outputGradient, input []T) {
	inputGradient, input = inputGradient[:len(outputGradient)], input[:len(outputGradient)]
	for i, g := range outputGradient {
		x := float64(input[i])
		inputGradient[i] = g * T(normalDistribution(x)+x*normalDensity(x))
	}
}

// normalDistribution uses the complementary error function because 1 + erf(x) would cancel for negative x.
func normalDistribution(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }

func normalDensity(x float64) float64 { return math.Exp(-0.5*x*x) / math.Sqrt(2*math.Pi) }
