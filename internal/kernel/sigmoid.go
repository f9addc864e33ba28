package kernel

import "math"

// Sigmoid sets output to 1 / (1 + exp(-input)).
func Sigmoid[T Float](output, input []T) { vectorsOf[T]().sigmoid(output[:len(input)], input) }

func sigmoid[T Float](output, input []T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = T(logistic(float64(x)))
	}
}

// SigmoidGradient sets inputGradient to outputGradient * y * (1 - y), y being the output of Sigmoid.
func SigmoidGradient[T Float](inputGradient, outputGradient, output []T) {
	n := len(outputGradient)
	vectorsOf[T]().sigmoidGradient(inputGradient[:n], outputGradient, output[:n])
}

func sigmoidGradient[T Float](inputGradient, outputGradient, output []T) {
	inputGradient, output = inputGradient[:len(outputGradient)], output[:len(outputGradient)]
	for i, y := range output {
		inputGradient[i] = outputGradient[i] * y * (1 - y)
	}
}

// logistic is stable at both ends: where exp(-x) overflows to infinity, the result is 0 as it should be.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
