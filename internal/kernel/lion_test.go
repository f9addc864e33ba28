package kernel

import (
	"math"
	"testing"
)

var lionOracles = oracleTable{
	"Lion": func(t *testing.T) { forEachType(t, checkLion[float32], checkLion[float64]) },
}

func checkLion[T Float](t *testing.T) {
	s := LionStep{Rate: 0.1, Beta1: 0.9, Beta2: 0.95, Decay: decay}
	checkSteps(t, stepCase[T]{1,
		func(_ int, w, g float64, state []float64) float64 {
			direction := math.Copysign(1, s.Beta1*state[0]+(1-s.Beta1)*g)
			state[0] = s.Beta2*state[0] + (1-s.Beta2)*g
			return w - s.Rate*(direction+s.Decay*w)
		},
		func(_ int, w, g []T, state [][]T) { Lion(s, w, g, state[0]) }})
}

func TestSignOfLion(t *testing.T) {
	weights := []float32{1, 1, 1, 1}
	Lion(LionStep{Rate: 0.5, Beta1: 0.9, Beta2: 0.9}, weights, []float32{1e-30, -3, 0, float32(math.NaN())}, make([]float32, 4))
	compareSlices(t, "weights", weights, []float64{0.5, 1.5, 1, math.NaN()})
}
