package kernel

// Rectify sets output to max(input, 0). A NaN stays one.
func Rectify[T Float](output, input []T) { vectorsOf[T]().rectify(output[:len(input)], input) }

func rectify[T Float](output, input []T) {
	output = output[:len(input)]
	for i, x := range input {
		output[i] = max(x, 0)
	}
}

// RectifyGradient sets inputGradient to outputGradient where output is positive, else to 0. The output of Rectify serves in place of its
// input, which need not be kept.
func RectifyGradient[T Float](inputGradient, outputGradient, output []T) {
	n := len(outputGradient)
	vectorsOf[T]().rectifyGradient(inputGradient[:n], outputGradient, output[:n])
}

func rectifyGradient[T Float](inputGradient, outputGradient, output []T) {
	inputGradient, output = inputGradient[:len(outputGradient)], output[:len(outputGradient)]
	for i, g := range outputGradient {
		inputGradient[i] = choose(output[i] > 0, g, 0)
	}
}
