package solver

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// AdamW is Adam with a weight decay that its averages do not scale: weights -= Rate*WeightDecay*weights before the step (Loshchilov and
// Hutter, "Decoupled weight decay regularization", 2019, algorithm 2, in the form that PyTorch gives it).
type AdamW struct {
	Rate         float64 // size of a step; default 0.001
	Beta1        float64 // decay of the average gradient; default 0.9
	Beta2        float64 // decay of the average square; default 0.999
	Epsilon      float64 // added to the root of the average square; default 1e-8
	WeightDecay  float64 // default 0.01; AdamW without it is Adam
	DecayVectors bool    // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*AdamW)(nil)

// Name is "adamw".
func (a *AdamW) Name() string { return "adamw" }

// Step changes every parameter of the model by its gradient.
func (a *AdamW) Step(model []gorgonia.ValueGrad) error {
	constants := adamStep(a.factor.of(cmp.Or(a.Rate, 0.001)), cmp.Or(a.Beta1, 0.9), cmp.Or(a.Beta2, 0.999), cmp.Or(a.Epsilon, 1e-8), a.steps+1)
	err := a.update(model, always(momentQuantities), func(p parameter) {
		adamW(p, constants, p.decay(cmp.Or(a.WeightDecay, 0.01), a.DecayVectors))
	})
	return errors.Wrap(err, "AdamW")
}

// adamW makes a step for one parameter, whose state is its mean and variance.
func adamW(p parameter, constants kernel.AdamStep, decay float64) {
	if decay == 0 {
		adam(p, constants, 0)
		return
	}
	constants.Rate = p.rate(constants.Rate)
	mean, variance := p.state[0], p.state[1]
	if p.weights.Dtype() == tensor.Float32 {
		kernel.AdamW(constants, decay, p.weights.Float32s(), p.gradient.Float32s(), mean.Float32s(), variance.Float32s())
	} else {
		kernel.AdamW(constants, decay, p.weights.Float64s(), p.gradient.Float64s(), mean.Float64s(), variance.Float64s())
	}
}

// Restore continues from a copy of the state of another AdamW: the averages by "mean:parameter" and "variance:parameter".
func (a *AdamW) Restore(s State) error { return errors.Wrap(a.restore(s, momentQuantities), "AdamW") }
