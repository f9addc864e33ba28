//go:build amd64 && !noasm

package kernel

// averagePoolPairsAssembled leaves rows of less than 4 windows to Go.
func averagePoolPairsAssembled(output, input []float32, rows, width, inputWidth int) {
	switch {
	case rows == 0:
	case width >= 8:
		averagePoolPairsBy8AVX2(output, input, rows, width, inputWidth)
	case width >= 4:
		averagePoolPairsBy4AVX2(output, input, rows, width, inputWidth)
	default:
		averagePoolPairs(output, input, rows, width, inputWidth)
	}
}

func averagePoolPairsGradientAssembled(inputGradient, outputGradient []float32, rows, width, inputWidth int) {
	switch {
	case rows == 0:
	case width >= 8:
		averagePoolPairsGradientBy8AVX2(inputGradient, outputGradient, rows, width, inputWidth)
	case width >= 4:
		averagePoolPairsGradientBy4AVX2(inputGradient, outputGradient, rows, width, inputWidth)
	default:
		averagePoolPairsGradient(inputGradient, outputGradient, rows, width, inputWidth)
	}
}
