package kernel

import (
	"math"
	"testing"
)

var adaGradOracles = oracleTable{
	"AdaGrad": func(t *testing.T) { forEachType(t, checkAdaGrad[float32], checkAdaGrad[float64]) },
}

func checkAdaGrad[T Float](t *testing.T) {
	s := AdaGradStep{Rate: 0.1, Epsilon: 1e-3, Decay: decay}
	checkSteps(t, stepCase[T]{1,
		func(_ int, w, g float64, state []float64) float64 {
			g += s.Decay * w
			state[0] += g * g
			return w - s.Rate*g/(math.Sqrt(state[0])+s.Epsilon)
		},
		func(_ int, w, g []T, state [][]T) { AdaGrad(s, w, g, state[0]) }})
}
