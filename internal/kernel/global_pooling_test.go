package kernel

import "testing"

// planeShapes are the numbers of planes and of their elements that global pooling is tested with.
var planeShapes = []struct{ planes, size int }{{1, 1}, {0, 5}, {7, 3}, {6, 49}, {300, 49}, {3, 9000}}

// checkGlobalDerivative uses 6 planes of 49 elements.
func checkGlobalDerivative(t *testing.T, forward func(output, input []float64),
	gradient func(inputGradient, outputGradient, input []float64)) {
	t.Helper()
	checkDerivative(t, "gradient", randomSlice[float64](generator(), 6*49),
		func(x []float64) []float64 { return into(6, func(output []float64) { forward(output, x) }) },
		func(x, upstream []float64) []float64 {
			return into(len(x), func(inputGradient []float64) { gradient(inputGradient, upstream, x) })
		})
}
