package solver

import (
	"cmp"
	"math"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Adam scales each element's step by running averages of its gradient and of the gradient's square (Kingma and Ba, "Adam: a method for
// stochastic optimization", 2015, algorithm 1).
type Adam struct {
	Rate    float64 // size of a step; default 0.001
	Beta1   float64 // decay of the average gradient; default 0.9
	Beta2   float64 // decay of the average square; default 0.999
	Epsilon float64 // added to the root of the average square; default 1e-8

	factor
	memory
}

var _ Solver = (*Adam)(nil)

var adamQuantities = []string{"mean", "variance"}

// Name is "adam".
func (a *Adam) Name() string { return "adam" }

// Step changes every parameter of the model by its gradient.
func (a *Adam) Step(model []gorgonia.ValueGrad) error {
	beta1, beta2, step := cmp.Or(a.Beta1, 0.9), cmp.Or(a.Beta2, 0.999), float64(a.steps+1)
	constants := kernel.AdamStep{
		Rate: a.factor.of(cmp.Or(a.Rate, 0.001)), Beta1: beta1, Beta2: beta2, Epsilon: cmp.Or(a.Epsilon, 1e-8),
		Correction1: 1 - math.Pow(beta1, step), Correction2: 1 - math.Pow(beta2, step),
	}
	err := a.update(model, len(adamQuantities), func(p parameter) {
		mean, variance := p.state[0], p.state[1]
		if p.weights.Dtype() == tensor.Float32 {
			kernel.Adam(constants, p.weights.Float32s(), p.gradient.Float32s(), mean.Float32s(), variance.Float32s())
		} else {
			kernel.Adam(constants, p.weights.Float64s(), p.gradient.Float64s(), mean.Float64s(), variance.Float64s())
		}
	})
	return errors.Wrap(err, "Adam")
}

// State is the number of steps and, by "mean:parameter" and "variance:parameter", the averages.
func (a *Adam) State() State { return a.state(adamQuantities) }

// Restore continues from a copy of the state of another Adam.
func (a *Adam) Restore(s State) error { return errors.Wrap(a.restore(s, adamQuantities), "Adam") }
