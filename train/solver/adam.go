package solver

import (
	"cmp"
	"math"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// Adam scales each element's step by running averages of its gradient and of the gradient's square (Kingma and Ba, "Adam: a method for
// stochastic optimization", 2015, algorithm 1).
type Adam struct {
	Rate    float64 // size of a step; default 0.001
	Beta1   float64 // decay of the average gradient; default 0.9
	Beta2   float64 // decay of the average square; default 0.999
	Epsilon float64 // added to the root of the average square; default 1e-8

	factor
	steps int
	state moments
}

var _ Solver = (*Adam)(nil)

// Name is "adam".
func (a *Adam) Name() string { return "adam" }

// Step changes every parameter of the model by its gradient.
func (a *Adam) Step(model []gorgonia.ValueGrad) error {
	if a.state == nil {
		a.state = moments{}
	}
	a.steps++
	beta1, beta2 := cmp.Or(a.Beta1, 0.9), cmp.Or(a.Beta2, 0.999)
	step := kernel.AdamStep{
		Rate: a.factor.of(cmp.Or(a.Rate, 0.001)), Beta1: beta1, Beta2: beta2, Epsilon: cmp.Or(a.Epsilon, 1e-8),
		Correction1: 1 - math.Pow(beta1, float64(a.steps)),
		Correction2: 1 - math.Pow(beta2, float64(a.steps)),
	}
	err := update(model, a.state, []string{"mean", "variance"},
		func(weights, gradient []float32, s [][]float32) { kernel.Adam(step, weights, gradient, s[0], s[1]) },
		func(weights, gradient []float64, s [][]float64) { kernel.Adam(step, weights, gradient, s[0], s[1]) })
	return errors.Wrap(err, "Adam")
}

// State is the number of steps and, by "mean:parameter" and "variance:parameter", the averages.
func (a *Adam) State() State { return State{Steps: a.steps, Tensors: a.state} }

// Restore continues from the state of another Adam.
func (a *Adam) Restore(s State) error {
	a.steps = s.Steps
	return errors.Wrap(a.state.restore(s, "mean", "variance"), "Adam")
}
