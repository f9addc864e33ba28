package kernel

import "math"

// Sigmoid sets output to 1 / (1 + exp(-input)).
func Sigmoid[T Float](output, input []T) {
	transform(output, input, func(output, input []T) {
		output = output[:len(input)]
		for i, x := range input {
			output[i] = T(logistic(float64(x)))
		}
	})
}

// SigmoidGradient sets inputGradient to outputGradient * y * (1 - y), y being the output of Sigmoid.
func SigmoidGradient[T Float](inputGradient, outputGradient, output []T) {
	combine(inputGradient, outputGradient, output, func(inputGradient, outputGradient, output []T) {
		inputGradient, output = inputGradient[:len(outputGradient)], output[:len(outputGradient)]
		for i, y := range output {
			inputGradient[i] = outputGradient[i] * y * (1 - y)
		}
	})
}

// logistic is stable at both ends: where exp(-x) overflows to infinity, the result is 0 as it should be.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
