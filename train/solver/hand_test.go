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
