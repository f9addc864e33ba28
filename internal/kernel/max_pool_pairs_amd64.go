//go:build amd64 && !noasm

package kernel

// maxPoolPairsAssembled leaves rows of less than 4 windows to Go.
func maxPoolPairsAssembled(output []float32, places []uint8, input []float32, rows, width, inputWidth int) {
	switch {
	case rows == 0:
	case width >= 8:
		maxPoolPairsBy8AVX2(output, places, input, rows, width, inputWidth)
	case width >= 4:
		maxPoolPairsBy4AVX2(output, places, input, rows, width, inputWidth)
	default:
		maxPoolPairs(output, places, input, rows, width, inputWidth)
	}
}

func maxPoolPairsGradientAssembled(inputGradient, outputGradient []float32, places []uint8, rows, width, inputWidth int) {
	switch {
	case rows == 0:
	case width >= 8:
		maxPoolPairsGradientBy8AVX2(inputGradient, outputGradient, places, rows, width, inputWidth)
	case width >= 4:
		maxPoolPairsGradientBy4AVX2(inputGradient, outputGradient, places, rows, width, inputWidth)
	default:
		maxPoolPairsGradient(inputGradient, outputGradient, places, rows, width, inputWidth)
	}
}
