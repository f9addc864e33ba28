package solver

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// LAMB makes the steps of AdamW as long as the rate times the parameter's norm, so that large batches can take large rates (You et al.,
// "Large batch optimization for deep learning: training BERT in 76 minutes", 2020, algorithm 2, with bias correction and with the norm
// itself for phi). The ratio of norms is one for each parameter, biases too; it is 1 while either norm is 0.
type LAMB struct {
	Rate         float64 // size of a step; default 0.001
	Beta1        float64 // decay of the average gradient; default 0.9
	Beta2        float64 // decay of the average square; default 0.999
	Epsilon      float64 // added to the root of the average square; default 1e-6
	WeightDecay  float64 // times the weights, added to the step before its norm is taken; default 0, none; the paper has 0.01
	DecayVectors bool    // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*LAMB)(nil)

// Name is "lamb".
func (l *LAMB) Name() string { return "lamb" }

// Step changes every parameter of the model by its gradient.
func (l *LAMB) Step(model []gorgonia.ValueGrad) error {
	adam := adamStep(l.factor.of(cmp.Or(l.Rate, 0.001)), cmp.Or(l.Beta1, 0.9), cmp.Or(l.Beta2, 0.999), cmp.Or(l.Epsilon, 1e-6), l.steps+1)
	err := l.update(model, always(momentQuantities), func(p parameter) {
		constants := kernel.LAMBStep{AdamStep: adam, Decay: p.decay(l.WeightDecay, l.DecayVectors)}
		constants.Rate = p.rate(constants.Rate)
		mean, variance := p.state[0], p.state[1]
		if p.weights.Dtype() == tensor.Float32 {
			kernel.LAMB(constants, p.weights.Float32s(), p.gradient.Float32s(), mean.Float32s(), variance.Float32s())
		} else {
			kernel.LAMB(constants, p.weights.Float64s(), p.gradient.Float64s(), mean.Float64s(), variance.Float64s())
		}
	})
	return errors.Wrap(err, "LAMB")
}

// Restore continues from a copy of the state of another LAMB: the averages by "mean:parameter" and "variance:parameter".
func (l *LAMB) Restore(s State) error { return errors.Wrap(l.restore(s, momentQuantities), "LAMB") }
