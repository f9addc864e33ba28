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
	Rate         float64 // size of a step; default 0.001
	Beta1        float64 // decay of the average gradient; default 0.9
	Beta2        float64 // decay of the average square; default 0.999
	Epsilon      float64 // added to the root of the average square; default 1e-8
	WeightDecay  float64 // gradient += WeightDecay*weights; default 0, none. AdamW decays better.
	DecayVectors bool    // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*Adam)(nil)

var momentQuantities = []string{"mean", "variance"}

// Name is "adam".
func (a *Adam) Name() string { return "adam" }

// Step changes every parameter of the model by its gradient.
func (a *Adam) Step(model []gorgonia.ValueGrad) error {
	constants := adamStep(a.factor.of(cmp.Or(a.Rate, 0.001)), cmp.Or(a.Beta1, 0.9), cmp.Or(a.Beta2, 0.999), cmp.Or(a.Epsilon, 1e-8), a.steps+1)
	err := a.update(model, always(momentQuantities), func(p parameter) {
		adam(p, constants, p.decay(a.WeightDecay, a.DecayVectors))
	})
	return errors.Wrap(err, "Adam")
}

// adamStep returns the constants of a step, the first being 1.
func adamStep(rate, beta1, beta2, epsilon float64, step int) kernel.AdamStep {
	return kernel.AdamStep{
		Rate: rate, Beta1: beta1, Beta2: beta2, Epsilon: epsilon,
		Correction1: 1 - math.Pow(beta1, float64(step)), Correction2: 1 - math.Pow(beta2, float64(step)),
	}
}

// adam makes a step for one parameter, whose state is its mean and variance.
func adam(p parameter, constants kernel.AdamStep, decay float64) {
	constants.Rate = p.rate(constants.Rate)
	mean, variance := p.state[0], p.state[1]
	switch single := p.weights.Dtype() == tensor.Float32; {
	case single && decay == 0:
		kernel.Adam(constants, p.weights.Float32s(), p.gradient.Float32s(), mean.Float32s(), variance.Float32s())
	case single:
		kernel.AdamDecayed(constants, decay, p.weights.Float32s(), p.gradient.Float32s(), mean.Float32s(), variance.Float32s())
	case decay == 0:
		kernel.Adam(constants, p.weights.Float64s(), p.gradient.Float64s(), mean.Float64s(), variance.Float64s())
	default:
		kernel.AdamDecayed(constants, decay, p.weights.Float64s(), p.gradient.Float64s(), mean.Float64s(), variance.Float64s())
	}
}

// Restore continues from a copy of the state of another Adam: the averages by "mean:parameter" and "variance:parameter".
func (a *Adam) Restore(s State) error { return errors.Wrap(a.restore(s, momentQuantities), "Adam") }
