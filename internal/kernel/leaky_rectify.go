package kernel

// LeakyRectify sets output to input where that is positive, else to slope * input (Maas, Hannun and Ng, "Rectifier nonlinearities improve
// neural network acoustic models", 2013).
func LeakyRectify[T Float](output, input []T, slope T) {
	vectorsOf[T]().leakyRectify(output[:len(input)], input, slope)
}

func leakyRectify[T Float](output, input []T, slope T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = choose(x > 0, x, slope*x)
	}
}

// LeakyRectifyGradient sets inputGradient to outputGradient where input is positive, else to slope * outputGradient.
func LeakyRectifyGradient[T Float](inputGradient, outputGradient, input []T, slope T) {
	n := len(outputGradient)
	vectorsOf[T]().leakyRectifyGradient(inputGradient[:n], outputGradient, input[:n], slope)
}

func leakyRectifyGradient[T Float](inputGradient, outputGradient, input []T, slope T) {
	inputGradient, input = inputGradient[:len(outputGradient)], input[:len(outputGradient)]
	for i, g := range outputGradient {
		inputGradient[i] = choose(input[i] > 0, g, slope*g)
	}
}
