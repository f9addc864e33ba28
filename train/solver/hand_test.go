package solver_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// Numbers worked out by hand from the formulas, so that an error cannot hide in both the kernel and the oracle.
func TestStepsWorkedOutByHand(t *testing.T) {
	for _, test := range []struct {
		name      string
		solver    solver.Solver
		gradients []float64
		want      []float64 // the weight, which begins at 0, after each step
		tolerance float64
	}{
		// The first step is the rate, against the sign of the gradient, whatever its size; epsilon takes 1e-8 / 1e-3 of it away.
		{"Adam, small gradient", &solver.Adam{}, []float64{1e-3}, []float64{-0.001}, 0.001 * 1.1e-5},
		{"Adam, large negative gradient", &solver.Adam{Rate: 0.5}, []float64{-1e6}, []float64{0.5}, 1e-12},
		// A constant gradient: mean and variance are its own once their bias is undone, so that every step is the rate.
		{"Adam, constant gradient", &solver.Adam{Rate: 0.25, Epsilon: 1e-300}, []float64{7, 7, 7}, []float64{-0.25, -0.5, -0.75}, 1e-12},
		// Step 2: mean 1/4 / (1 - 1/4) = 1/3, variance 3/16 / (1 - 9/16) = 3/7; the step is their 1/3 / sqrt(3/7) = sqrt(7/27).
		{"Adam, then no gradient", &solver.Adam{Rate: 1, Beta1: 0.5, Beta2: 0.75, Epsilon: 1e-300}, []float64{1, 0},
			[]float64{-1, -1 - math.Sqrt(7./27)}, 1e-12},
		{"SGD", &solver.SGD{Rate: 0.5}, []float64{1, -4}, []float64{-0.5, 1.5}, 0},
		// The velocities are the sums 1, 1 + 1/2, 1 + 1/2 + 1/4; after the last gradient the half of it goes on.
		{"SGD, momentum", &solver.SGD{Rate: 1, Momentum: 0.5}, []float64{1, 1, 1, 0}, []float64{-1, -2.5, -4.25, -5.125}, 0},
		// One step ahead: 1 + 1/2, 1 + 3/4, 1 + 7/8.
		{"SGD, nesterov", &solver.SGD{Rate: 1, Momentum: 0.5, Nesterov: true}, []float64{1, 1, 1}, []float64{-1.5, -3.25, -5.125}, 0},
		// The weight is one number and so has no decay, but for DecayVectors; it begins at 0, and its second step shows the decay.
		{"SGD, decay of all", &solver.SGD{Rate: 0.5, WeightDecay: 0.5, DecayVectors: true}, []float64{4, 0}, []float64{-2, -1.5}, 0},
		{"SGD, decay of weights", &solver.SGD{Rate: 0.5, WeightDecay: 0.5}, []float64{4, 0}, []float64{-2, -2}, 0},
		// The decay divides by itself: L2 moves the weight by the rate; decoupled, by its share.
		{"AdamW", &solver.AdamW{Rate: 0.5, Epsilon: 1e-300, WeightDecay: 0.25, DecayVectors: true}, []float64{1e3, 1e3},
			[]float64{-0.5, -0.5 + 0.0625 - 0.5}, 1e-12},
		// Squares 1/2 * 4 = 2 and 1/2 * 2 = 1: steps by 2 / sqrt(2) and none.
		{"RMSProp", &solver.RMSProp{Rate: 1, Smoothing: 0.5, Epsilon: 1e-300}, []float64{2, 0}, []float64{-math.Sqrt2, -math.Sqrt2}, 1e-12},
		// Centred: 2 - 1 = 1 is the variance.
		{"RMSProp, centred", &solver.RMSProp{Rate: 1, Smoothing: 0.5, Epsilon: 1e-300, Centred: true}, []float64{2}, []float64{-2}, 1e-12},
		// Momentum: half of the first step again.
		{"RMSProp, momentum", &solver.RMSProp{Rate: 1, Smoothing: 0.5, Epsilon: 1e-300, Momentum: 0.5}, []float64{2, 0},
			[]float64{-math.Sqrt2, -1.5 * math.Sqrt2}, 1e-12},
		// 3 / sqrt(9), then 4 / sqrt(9 + 16).
		{"AdaGrad", &solver.AdaGrad{Rate: 1, Epsilon: 1e-300}, []float64{3, 4}, []float64{-1, -1.8}, 1e-12},
		// A weight of 0 moves as with Adam; then each step is the rate times the weight itself.
		{"LAMB", &solver.LAMB{Rate: 0.5, Epsilon: 1e-300}, []float64{7, 7, 7}, []float64{-0.5, -0.75, -1.125}, 1e-12},
		// The sign of half the mean and half the gradient: the mean of -1 after the first step outweighs a gradient of 1/2.
		{"Lion", &solver.Lion{Rate: 1, Beta1: 0.5, Beta2: 0.5}, []float64{-2, 0.5, 0.75}, []float64{1, 2, 1}, 1e-12},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := newVariable("w", tensor.Float64, 1)
			for i, g := range test.gradients {
				v.gradient = tensor.New(tensor.WithShape(1), tensor.WithBacking([]float64{g}))
				if err := test.solver.Step(valueGrads([]*variable{v})); err != nil {
					t.Fatal(err)
				}
				if got := floats(t, v.value)[0]; !(math.Abs(got-test.want[i]) <= test.tolerance) {
					t.Errorf("the weight is %v after step %d, want %v", got, i+1, test.want[i])
				}
			}
		})
	}
}
