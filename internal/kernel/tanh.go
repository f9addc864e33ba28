package kernel

import "math"

// Tanh sets output to the hyperbolic tangent of input.
func Tanh[T Float](output, input []T) { vectorsOf[T]().tanh(output[:len(input)], input) }

func tanh[T Float](output, input []T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = T(math.Tanh(float64(x)))
	}
}

// TanhGradient sets inputGradient to outputGradient * (1 - y^2), y being the output of Tanh.
func TanhGradient[T Float](inputGradient, outputGradient, output []T) {
	n := len(outputGradient)
	vectorsOf[T]().tanhGradient(inputGradient[:n], outputGradient, output[:n])
}

func tanhGradient[T Float](inputGradient, outputGradient, output []T) {
	inputGradient, output = inputGradient[:len(outputGradient)], output[:len(outputGradient)]
	for i, y := range output {
		inputGradient[i] = outputGradient[i] * (1 - y*y)
	}
}
