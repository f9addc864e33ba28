//go:build amd64 && !noasm

package kernel

// assembledVectors returns the loops in assembly. They need AVX2 and FMA, as the microkernels do.
func assembledVectors() *vectors[float32] {
	return &vectors[float32]{
		add: addAVX2, rectify: rectifyAVX2, rectifyGradient: rectifyGradientAVX2, rectify6: rectify6AVX2,
		rectify6Gradient: rectify6GradientAVX2, leakyRectify: leakyRectifyAVX2, leakyRectifyGradient: leakyRectifyGradientAVX2,
		addConstant: addConstantAVX2, scale: scaleAVX2, scaleDifference: scaleDifferenceAVX2,

		sigmoid: sigmoidAVX2, sigmoidGradient: sigmoidGradientAVX2, tanh: tanhAVX2, tanhGradient: tanhGradientAVX2,
		silu: siluAVX2, siluGradient: siluGradientAVX2, gelu: geluAVX2, geluGradient: geluGradientAVX2,

		normalise: normaliseAVX2, normGradient: normGradientAVX2, normaliseRow: normaliseRowAVX2, normRowGradient: normRowGradientAVX2,

		sum: sumAVX2, sums: sumsAVX2, weightedSums: weightedSumsAVX2,
		addColumns: addColumnsAVX2, addColumnMoments: addColumnMomentsAVX2, addWeightedColumns: addWeightedColumnsAVX2,

		largest: largestAVX2, find: findAVX2,
		averagePoolPairs: averagePoolPairsAssembled, averagePoolPairsGradient: averagePoolPairsGradientAssembled,
		maxPoolPairs: maxPoolPairsAssembled, maxPoolPairsGradient: maxPoolPairsGradientAssembled,

		dropout: dropoutAVX2, adam: adamAVX2, momentum: momentumAVX2, nesterov: nesterovAVX2,

		softMaxRow: softMaxRowAVX2, exponentialSum: exponentialSumAVX2, subtractExponentials: subtractExponentialsAVX2,
	}
}
