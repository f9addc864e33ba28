package solver

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// AdaGrad divides each element's gradient by the root of the sum of all its squares (Duchi et al., "Adaptive subgradient methods for online
// learning and stochastic optimization", 2011), in the form that PyTorch gives it.
type AdaGrad struct {
	Rate         float64 // size of a step; default 0.01
	Epsilon      float64 // added to the root; default 1e-10
	WeightDecay  float64 // gradient += WeightDecay*weights; default 0, none
	DecayVectors bool    // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*AdaGrad)(nil)

var adaGradQuantities = []string{"squares"}

// Name is "adagrad".
func (a *AdaGrad) Name() string { return "adagrad" }

// Step changes every parameter of the model by its gradient.
func (a *AdaGrad) Step(model []gorgonia.ValueGrad) error {
	rate, epsilon := a.factor.of(cmp.Or(a.Rate, 0.01)), cmp.Or(a.Epsilon, 1e-10)
	err := a.update(model, always(adaGradQuantities), func(p parameter) {
		constants := kernel.AdaGradStep{Rate: p.rate(rate), Epsilon: epsilon, Decay: p.decay(a.WeightDecay, a.DecayVectors)}
		squares := p.state[0]
		if p.weights.Dtype() == tensor.Float32 {
			kernel.AdaGrad(constants, p.weights.Float32s(), p.gradient.Float32s(), squares.Float32s())
		} else {
			kernel.AdaGrad(constants, p.weights.Float64s(), p.gradient.Float64s(), squares.Float64s())
		}
	})
	return errors.Wrap(err, "AdaGrad")
}

// Restore continues from a copy of the state of another AdaGrad: the sums by "squares:parameter".
func (a *AdaGrad) Restore(s State) error {
	return errors.Wrap(a.restore(s, adaGradQuantities), "AdaGrad")
}
