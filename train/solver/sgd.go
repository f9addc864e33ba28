package solver

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// SGD is gradient descent with momentum: velocity = Momentum*velocity + gradient, weights -= Rate*velocity (Sutskever et al., "On the
// importance of initialization and momentum in deep learning", 2013, in the form that PyTorch gives it).
type SGD struct {
	Rate         float64 // size of a step; default 0.01
	Momentum     float64 // share of the velocity that is kept; default 0, plain gradient descent
	Nesterov     bool    // look one step ahead: weights -= Rate*(gradient + Momentum*velocity)
	WeightDecay  float64 // gradient += WeightDecay*weights; default 0, none
	DecayVectors bool    // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*SGD)(nil)

var sgdQuantities = []string{"velocity"}

// Name is "sgd".
func (g *SGD) Name() string { return "sgd" }

// Step changes every parameter of the model by its gradient.
func (g *SGD) Step(model []gorgonia.ValueGrad) error {
	constants := kernel.MomentumStep{Rate: g.factor.of(cmp.Or(g.Rate, 0.01)), Momentum: g.Momentum, Nesterov: g.Nesterov}
	err := g.update(model, always(sgdQuantities), func(p parameter) {
		momentum(p, constants, p.decay(g.WeightDecay, g.DecayVectors))
	})
	return errors.Wrap(err, "SGD")
}

// momentum makes a step for one parameter, whose state is its velocity.
func momentum(p parameter, constants kernel.MomentumStep, decay float64) {
	constants.Rate = p.rate(constants.Rate)
	velocity := p.state[0]
	switch single := p.weights.Dtype() == tensor.Float32; {
	case single && decay == 0:
		kernel.Momentum(constants, p.weights.Float32s(), p.gradient.Float32s(), velocity.Float32s())
	case single:
		kernel.MomentumDecayed(constants, decay, p.weights.Float32s(), p.gradient.Float32s(), velocity.Float32s())
	case decay == 0:
		kernel.Momentum(constants, p.weights.Float64s(), p.gradient.Float64s(), velocity.Float64s())
	default:
		kernel.MomentumDecayed(constants, decay, p.weights.Float64s(), p.gradient.Float64s(), velocity.Float64s())
	}
}

// Restore continues from a copy of the state of another SGD: the velocities by "velocity:parameter".
func (g *SGD) Restore(s State) error { return errors.Wrap(g.restore(s, sgdQuantities), "SGD") }
