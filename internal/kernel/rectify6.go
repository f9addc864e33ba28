package kernel

// Rectify6 sets output to min(max(input, 0), 6) (Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010). A NaN stays one.
func Rectify6[T Float](output, input []T) { vectorsOf[T]().rectify6(output[:len(input)], input) }

func rectify6[T Float](output, input []T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = min(max(x, 0), 6)
	}
}

// Rectify6Gradient sets inputGradient to outputGradient where 0 < input < 6, else to 0.
func Rectify6Gradient[T Float](inputGradient, outputGradient, input []T) {
	n := len(outputGradient)
	vectorsOf[T]().rectify6Gradient(inputGradient[:n], outputGradient, input[:n])
}

func rectify6Gradient[T Float](inputGradient, outputGradient, input []T) {
	inputGradient, input = inputGradient[:len(outputGradient)], input[:len(outputGradient)]
	for i, g := range outputGradient {
		inside := choose(input[i] > 0, g, 0)
		inputGradient[i] = choose(input[i] < 6, inside, 0)
	}
}
