package kernel

import (
	"math"
	"testing"
)

// A stepCase is a solver's step: in the plainest way, for one element with the given state, which begins at 0; and as the kernel.
type stepCase[T Float] struct {
	quantities int
	naive      func(k int, weight, gradient float64, state []float64) float64
	kernel     func(k int, weights, gradient []T, state [][]T)
}

// checkSteps makes three steps, the first being number 1, each with another gradient.
func checkSteps[T Float](t *testing.T, c stepCase[T]) {
	t.Helper()
	const steps = 3
	for _, n := range elementCounts {
		r := generator()
		weights, gradients := randomSlice[T](r, n), randomSlice[T](r, steps*n)
		want := widen(weights)
		for i := range want {
			state := make([]float64, c.quantities)
			for k := range steps {
				want[i] = c.naive(k+1, want[i], float64(gradients[k*n+i]), state)
			}
		}
		checkKernel(t, []int{n}, func() []T {
			updated, state := append([]T(nil), weights...), make([][]T, c.quantities)
			for i := range state {
				state[i] = make([]T, n)
			}
			for k := range steps {
				c.kernel(k+1, updated, gradients[k*n:(k+1)*n], state)
			}
			return updated
		}, want)
	}
}

var weightDecayOracles = oracleTable{
	"MomentumDecayed": func(t *testing.T) { forEachType(t, checkMomentumDecayed[float32], checkMomentumDecayed[float64]) },
	"AdamDecayed":     func(t *testing.T) { forEachType(t, checkAdamDecayed[float32], checkAdamDecayed[float64]) },
	"AdamW":           func(t *testing.T) { forEachType(t, checkAdamW[float32], checkAdamW[float64]) },
}

const decay = 0.25 // large enough to show

func checkMomentumDecayed[T Float](t *testing.T) {
	for _, s := range []MomentumStep{{Rate: 0.1, Momentum: 0.9}, {Rate: 0.1, Momentum: 0.9, Nesterov: true}} {
		checkSteps(t, stepCase[T]{1,
			func(_ int, w, g float64, state []float64) float64 {
				g += decay * w
				state[0] = s.Momentum*state[0] + g
				if s.Nesterov {
					return w - s.Rate*(g+s.Momentum*state[0])
				}
				return w - s.Rate*state[0]
			},
			func(_ int, w, g []T, state [][]T) { MomentumDecayed(s, decay, w, g, state[0]) }})
	}
}

// naiveAdam returns the move of one weight for a rate of 1.
func naiveAdam(k int, g float64, state []float64) float64 {
	s := adamStep(k)
	state[0] = s.Beta1*state[0] + (1-s.Beta1)*g
	state[1] = s.Beta2*state[1] + (1-s.Beta2)*g*g
	return state[0] / s.Correction1 / (math.Sqrt(state[1]/s.Correction2) + s.Epsilon)
}

func checkAdamDecayed[T Float](t *testing.T) {
	checkSteps(t, stepCase[T]{2,
		func(k int, w, g float64, state []float64) float64 {
			return w - adamStep(k).Rate*naiveAdam(k, g+decay*w, state)
		},
		func(k int, w, g []T, state [][]T) { AdamDecayed(adamStep(k), decay, w, g, state[0], state[1]) }})
}

func checkAdamW[T Float](t *testing.T) {
	checkSteps(t, stepCase[T]{2,
		func(k int, w, g float64, state []float64) float64 {
			rate := adamStep(k).Rate
			return w - rate*decay*w - rate*naiveAdam(k, g, state)
		},
		func(k int, w, g []T, state [][]T) { AdamW(adamStep(k), decay, w, g, state[0], state[1]) }})
}
