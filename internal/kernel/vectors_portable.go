package kernel

// portableVectors returns the loops in Go.
func portableVectors[T Float]() *vectors[T] {
	return &vectors[T]{
		add: addTo[T], rectify: rectify[T], rectifyGradient: rectifyGradient[T], rectify6: rectify6[T],
		rectify6Gradient: rectify6Gradient[T], leakyRectify: leakyRectify[T], leakyRectifyGradient: leakyRectifyGradient[T],
		addConstant: addConstant[T], scale: scale[T], scaleDifference: scaleDifference[T],

		sigmoid: sigmoid[T], sigmoidGradient: sigmoidGradient[T], tanh: tanh[T], tanhGradient: tanhGradient[T],
		silu: silu[T], siluGradient: siluGradient[T], gelu: gelu[T], geluGradient: geluGradient[T],

		normalise: normalise[T], normGradient: normGradient[T], normaliseRow: normaliseRow[T], normRowGradient: normRowGradient[T],

		sum: sum[T], sums: sums[T], weightedSums: weightedSums[T],
		addColumns: addColumns[T], addColumnMoments: addColumnMoments[T], addWeightedColumns: addWeightedColumns[T],

		largest: largest[T], find: find[T],
		averagePoolPairs: averagePoolPairs[T], averagePoolPairsGradient: averagePoolPairsGradient[T],
		maxPoolPairs: maxPoolPairs[T], maxPoolPairsGradient: maxPoolPairsGradient[T],

		dropout: dropout[T], adam: adam[T], momentum: momentum[T], nesterov: nesterov[T],

		softMaxRow: softMaxRow[T], exponentialSum: exponentialSum[T], subtractExponentials: subtractExponentials[T],
	}
}
