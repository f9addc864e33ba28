//go:build amd64 && !noasm

package kernel

// The sizes of tiles are chosen in gen.

func winogradAVX512() winogradKernel[float32] {
	return winogradKernel[float32]{
		rows: 12, columns: 32, multiply: multiplyStridedAVX512, addToRows: addToRowsAVX512,
		input: winogradInputAVX512, spread: winogradSpreadAVX512,
		output: winogradOutputAVX512, filter: winogradFilterAVX512, filterGradient: winogradFilterGradientAVX512,
	}
}

func winogradAVX2() winogradKernel[float32] {
	return winogradKernel[float32]{
		rows: 6, columns: 16, multiply: multiplyStridedAVX2, addToRows: addToRowsAVX2,
		input: winogradInputAVX2, spread: winogradSpreadAVX2,
		output: winogradOutputAVX2, filter: winogradFilterAVX2, filterGradient: winogradFilterGradientAVX2,
	}
}
