package kernel

import (
	"math"
	"testing"
)

var lambOracles = oracleTable{
	"LAMB": func(t *testing.T) { forEachType(t, checkLAMB[float32], checkLAMB[float64]) },
}

// checkLAMB makes three steps, each with another gradient. The ratio of norms is of all elements, so that checkSteps will not do.
func checkLAMB[T Float](t *testing.T) {
	const steps = 3
	for _, n := range elementCounts {
		r := generator()
		weights, gradients := randomSlice[T](r, n), randomSlice[T](r, steps*n)
		want, state, moves := widen(weights), make([]float64, 2*n), make([]float64, n)
		for k := range steps {
			var ofWeights, ofMoves float64
			for i, w := range want {
				moves[i] = naiveAdam(k+1, float64(gradients[k*n+i]), state[2*i:2*i+2]) + decay*w
				ofWeights += w * w
				ofMoves += moves[i] * moves[i]
			}
			for i := range want {
				want[i] -= adamStep(k+1).Rate * math.Sqrt(ofWeights) / math.Sqrt(ofMoves) * moves[i]
			}
		}
		checkKernel(t, []int{n}, func() []T {
			updated, mean, variance := append([]T(nil), weights...), make([]T, n), make([]T, n)
			for k := range steps {
				LAMB(LAMBStep{adamStep(k + 1), decay}, updated, gradients[k*n:(k+1)*n], mean, variance)
			}
			return updated
		}, want)
	}
}

// Weights of zeros would never move if the step were scaled by their norm.
func TestLAMBMovesZeros(t *testing.T) {
	weights := []float32{0, 0}
	LAMB(LAMBStep{AdamStep: adamStep(1)}, weights, []float32{3, -5}, make([]float32, 2), make([]float32, 2))
	compareSlices(t, "weights", weights, []float64{-0.1, 0.1})
	weights = []float32{1, 2}
	LAMB(LAMBStep{AdamStep: adamStep(1)}, weights, []float32{0, 0}, make([]float32, 2), make([]float32, 2))
	compareSlices(t, "weights without gradient", weights, []float64{1, 2})
}
