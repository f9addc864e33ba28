package solver

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Lion steps by the rate against the sign of a mean of the gradient, in every element (Chen et al., "Symbolic discovery of optimization
// algorithms", 2023, algorithm 2). Its rate is usually a third to a tenth of AdamW's, its decay as many times larger.
type Lion struct {
	Rate         float64 // size of a step; default 0.0001
	Beta1        float64 // share of the mean in what gives the sign; default 0.9
	Beta2        float64 // decay of the mean; default 0.99
	WeightDecay  float64 // weights -= Rate*WeightDecay*weights; default 0, none
	DecayVectors bool    // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*Lion)(nil)

var lionQuantities = []string{"mean"}

// Name is "lion".
func (l *Lion) Name() string { return "lion" }

// Step changes every parameter of the model by its gradient.
func (l *Lion) Step(model []gorgonia.ValueGrad) error {
	rate, beta1, beta2 := l.factor.of(cmp.Or(l.Rate, 0.0001)), cmp.Or(l.Beta1, 0.9), cmp.Or(l.Beta2, 0.99)
	err := l.update(model, always(lionQuantities), func(p parameter) {
		constants := kernel.LionStep{Rate: p.rate(rate), Beta1: beta1, Beta2: beta2, Decay: p.decay(l.WeightDecay, l.DecayVectors)}
		mean := p.state[0]
		if p.weights.Dtype() == tensor.Float32 {
			kernel.Lion(constants, p.weights.Float32s(), p.gradient.Float32s(), mean.Float32s())
		} else {
			kernel.Lion(constants, p.weights.Float64s(), p.gradient.Float64s(), mean.Float64s())
		}
	})
	return errors.Wrap(err, "Lion")
}

// Restore continues from a copy of the state of another Lion: the means by "mean:parameter".
func (l *Lion) Restore(s State) error { return errors.Wrap(l.restore(s, lionQuantities), "Lion") }
