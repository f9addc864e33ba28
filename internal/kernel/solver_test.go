package kernel

import (
	"math"
	"testing"
)

var solverOracles = oracleTable{
	"Adam":     func(t *testing.T) { forEachType(t, checkAdam[float32], checkAdam[float64]) },
	"Momentum": func(t *testing.T) { forEachType(t, checkMomentum[float32], checkMomentum[float64]) },
}

// adamStep is the given step, the first being 1, with the constants of the paper and a rate large enough to show.
func adamStep(t int) AdamStep {
	const beta1, beta2 = 0.9, 0.999
	return AdamStep{Rate: 0.1, Beta1: beta1, Beta2: beta2, Epsilon: 1e-8,
		Correction1: 1 - math.Pow(beta1, float64(t)), Correction2: 1 - math.Pow(beta2, float64(t))}
}

// checkAdam makes three steps, each with another gradient.
func checkAdam[T Float](t *testing.T) {
	const steps = 3
	for _, n := range elementCounts {
		r := generator()
		weights, gradients := randomSlice[T](r, n), randomSlice[T](r, steps*n)
		want := widen(weights)
		for i := range want {
			var mean, variance float64
			for k := range steps {
				s, g := adamStep(k+1), float64(gradients[k*n+i])
				mean = s.Beta1*mean + (1-s.Beta1)*g
				variance = s.Beta2*variance + (1-s.Beta2)*g*g
				want[i] -= s.Rate * (mean / s.Correction1) / (math.Sqrt(variance/s.Correction2) + s.Epsilon)
			}
		}
		checkKernel(t, []int{n}, func() []T {
			updated, mean, variance := append([]T(nil), weights...), make([]T, n), make([]T, n)
			for k := range steps {
				Adam(adamStep(k+1), updated, gradients[k*n:(k+1)*n], mean, variance)
			}
			return updated
		}, want)
	}
}

// checkMomentum makes three steps, each with another gradient.
func checkMomentum[T Float](t *testing.T) {
	const steps = 3
	for _, s := range []MomentumStep{{Rate: 0.1}, {Rate: 0.1, Momentum: 0.9}, {Rate: 0.1, Momentum: 0.9, Nesterov: true}} {
		for _, n := range elementCounts {
			r := generator()
			weights, gradients := randomSlice[T](r, n), randomSlice[T](r, steps*n)
			want := widen(weights)
			for i := range want {
				var velocity float64
				for k := range steps {
					g := float64(gradients[k*n+i])
					velocity = s.Momentum*velocity + g
					if s.Nesterov {
						want[i] -= s.Rate * (g + s.Momentum*velocity)
					} else {
						want[i] -= s.Rate * velocity
					}
				}
			}
			checkKernel(t, []int{n}, func() []T {
				updated, velocity := append([]T(nil), weights...), make([]T, n)
				for k := range steps {
					Momentum(s, updated, gradients[k*n:(k+1)*n], velocity)
				}
				return updated
			}, want)
		}
	}
}

// The first step of Adam moves each weight by the rate against the sign of its gradient, whatever the gradient's size (Kingma and Ba, 2.1).
func TestFirstStepOfAdam(t *testing.T) {
	weights := []float32{1, 1, 1}
	Adam(adamStep(1), weights, []float32{1e-3, -1e3, 0}, make([]float32, 3), make([]float32, 3))
	compareSlices(t, "weights", weights, []float64{0.9, 1.1, 1})
}
