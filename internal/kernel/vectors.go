package kernel

// vectors holds the loops over elements that lie side by side, for one set of instructions. A loop takes as many elements as its first slice
// of numbers has; the others are at least as long. The kernels that call them see to that. What each computes is said where it is written in
// Go, in the file of its kernel.
type vectors[T Float] struct {
	add, rectifyGradient, rectify6Gradient                    func(output, a, b []T)
	sigmoidGradient, tanhGradient, siluGradient, geluGradient func(output, a, b []T)
	rectify, rectify6, sigmoid, tanh, silu, gelu              func(output, input []T)
	addConstant, scale, leakyRectify                          func(output, input []T, constant T)
	leakyRectifyGradient, scaleDifference                     func(output, a, b []T, factor T)

	normalise       func(output, input []T, mean, factor, shift T)
	normGradient    func(inputGradient, outputGradient, input []T, mean, factor, constant, linear T)
	normaliseRow    func(output, input, scale, shift []T, mean, inverse T)
	normRowGradient func(inputGradient, outputGradient, input, scale []T, mean, inverse, constant, linear T)

	sum                func(values []T) float64
	sums               func(values []T, shift T) (total, squares float64)
	weightedSums       func(weights, values []T, shift T) (total, weighted float64)
	addColumns         func(totals []float64, values []T)
	addColumnMoments   func(totals, squares []float64, values, shift []T)
	addWeightedColumns func(totals, weighted []float64, weights, values, shift []T)

	largest                  func(values []T) T
	find                     func(values []T, value T) int
	maxPoolPairs             func(output []T, places []uint8, input []T, rows, width, inputWidth int)
	maxPoolPairsGradient     func(inputGradient, outputGradient []T, places []uint8, rows, width, inputWidth int)
	averagePoolPairs         func(output, input []T, rows, width, inputWidth int)
	averagePoolPairsGradient func(inputGradient, outputGradient []T, rows, width, inputWidth int)

	dropout func(output, input []T, factor T, threshold, key0, key1, first uint32)

	adam               func(weights, gradient, mean, variance []T, beta1, new1, beta2, new2, rate, root, epsilon T)
	momentum, nesterov func(weights, gradient, velocity []T, rate, momentum T)

	softMaxRow           func(output, input []T) (largest T, total float64)
	exponentialSum       func(values []T, shift T) float64
	subtractExponentials func(output, gradient, logarithms []T, factor T)
}

// Loops in Go for both types, and those in assembly for float32, if the build has any. They never change.
var (
	portableSingle  = portableVectors[float32]()
	portableDouble  = portableVectors[float64]()
	assembledSingle = assembledVectors()
)

// vectorsOf returns the loops that kernels of type T use. Those of float32 follow the choice of the microkernel of products: all of its sets
// of instructions in assembly include AVX2, whose vectors are as fast as wider ones here, where memory sets the pace.
func vectorsOf[T Float]() *vectors[T] {
	chosen := assembledSingle
	if single().name == "portable" {
		chosen = portableSingle
	}
	if v, ok := any(chosen).(*vectors[T]); ok {
		return v
	}
	v, _ := any(portableDouble).(*vectors[T])
	return v
}
