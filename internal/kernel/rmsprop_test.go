package kernel

import (
	"math"
	"testing"
)

var rmsPropOracles = oracleTable{
	"RMSProp": func(t *testing.T) { forEachType(t, checkRMSProp[float32], checkRMSProp[float64]) },
}

func checkRMSProp[T Float](t *testing.T) {
	for _, centred := range []bool{false, true} {
		for _, momentum := range []float64{0, 0.9} {
			s := RMSPropStep{Rate: 0.1, Smoothing: 0.75, Epsilon: 1e-2, Momentum: momentum, Decay: decay}
			checkSteps(t, stepCase[T]{3,
				func(_ int, w, g float64, state []float64) float64 {
					g += s.Decay * w
					state[0] = s.Smoothing*state[0] + (1-s.Smoothing)*g*g
					variance := state[0]
					if centred {
						state[1] = s.Smoothing*state[1] + (1-s.Smoothing)*g
						variance -= state[1] * state[1]
					}
					state[2] = s.Momentum*state[2] + g/(math.Sqrt(variance)+s.Epsilon)
					return w - s.Rate*state[2]
				},
				func(_ int, w, g []T, state [][]T) {
					mean, velocity := state[1], state[2]
					if !centred {
						mean = nil
					}
					if momentum == 0 {
						velocity = nil
					}
					RMSProp(s, w, g, state[0], mean, velocity)
				}})
		}
	}
}

// The variance of a gradient that never changes is zero once the averages have settled; rounding must not make its root NaN.
func TestCentredRMSPropOfConstantGradient(t *testing.T) {
	weights, gradient := []float32{1}, []float32{0.1}
	square, mean := make([]float32, 1), make([]float32, 1)
	for range 2000 {
		RMSProp(RMSPropStep{Rate: 1e-6, Smoothing: 0.9, Epsilon: 1e-3}, weights, gradient, square, mean, nil)
	}
	if w := float64(weights[0]); math.IsNaN(w) || math.IsInf(w, 0) {
		t.Errorf("the weight is %v, want a number", w)
	}
}
