package kernel

// SiLU sets output to input * sigmoid(input) (Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function
// approximation in reinforcement learning", 2018).
func SiLU[T Float](output, input []T) { vectorsOf[T]().silu(output[:len(input)], input) }

func silu[T Float](output, input []T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = x * T(logistic(float64(x)))
	}
}

// SiLUGradient sets inputGradient to outputGradient * s * (1 + x * (1 - s)), x being the input and s its sigmoid.
func SiLUGradient[T Float](inputGradient, outputGradient, input []T) {
	n := len(outputGradient)
	vectorsOf[T]().siluGradient(inputGradient[:n], outputGradient, input[:n])
}

func siluGradient[T Float](inputGradient, outputGradient, input []T) {
	inputGradient, input = inputGradient[:len(outputGradient)], input[:len(outputGradient)]
	for i, g := range outputGradient {
		x := float64(input[i])
		s := logistic(x)
		inputGradient[i] = g * T(s*(1+x*(1-s)))
	}
}
