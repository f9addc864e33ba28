package kernel

import "testing"

var crossEntropyDenseOracles = oracleTable{
	"CrossEntropyDense":         func(t *testing.T) { forEachType(t, checkCrossEntropyDense[float32], checkCrossEntropyDense[float64]) },
	"CrossEntropyDenseGradient": checkCrossEntropyDenseGradients,
}

func checkCrossEntropyDense[T Float](t *testing.T) {
	for _, a := range axes {
		for _, smoothing := range []T{0, 0.125} {
			r := generator()
			scores, targets := randomSlice[T](r, a.size()), randomSlice[T](r, a.size())
			scale(targets, targets, 0.1) // so that the sums over a lane stay about 1
			checkKernel(t, a, func() []T {
				probabilities := make([]T, a.size())
				loss := CrossEntropyDense(a, probabilities, scores, targets, smoothing)
				return append([]T{loss}, probabilities...)
			}, crossEntropyValues(a, widen(scores), widen(targets), float64(smoothing)))
		}
	}
}

func checkCrossEntropyDenseGradients(t *testing.T) {
	forEachType(t, checkCrossEntropyDenseGradient[float32], checkCrossEntropyDenseGradient[float64])
	a := Axis{2, 5, 3}
	targets := randomSlice[float64](generator(), a.size())
	forward := func(probabilities, x []float64) float64 { return CrossEntropyDense(a, probabilities, x, targets, 0.25) }
	checkLossDerivative(t, a, forward, func(gradient, probabilities []float64, upstream float64) {
		CrossEntropyDenseGradient(a, gradient, probabilities, targets, 0.25, upstream)
	})
}

func checkCrossEntropyDenseGradient[T Float](t *testing.T) {
	for _, a := range axes {
		for _, smoothing := range []T{0, 0.125} {
			r := generator()
			probabilities, targets, upstream := randomSlice[T](r, a.size()), randomSlice[T](r, a.size()), T(a.Outer*a.Inner)
			scale(targets, targets, 0.1) // so that the sums over a lane stay about 1
			checkKernel(t, a, func() []T {
				return into(a.size(), func(g []T) { CrossEntropyDenseGradient(a, g, probabilities, targets, smoothing, upstream) })
			}, crossEntropyGradientValues(a, widen(probabilities), widen(targets), float64(smoothing), 1))
		}
	}
}
