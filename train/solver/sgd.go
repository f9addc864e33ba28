package solver

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// SGD is gradient descent with momentum: velocity = Momentum*velocity + gradient, weights -= Rate*velocity (Sutskever et al., "On the
// importance of initialization and momentum in deep learning", 2013, in the form that PyTorch gives it).
type SGD struct {
	Rate     float64 // size of a step; default 0.01
	Momentum float64 // share of the velocity that is kept; default 0, plain gradient descent
	Nesterov bool    // look one step ahead: weights -= Rate*(gradient + Momentum*velocity)

	factor
	steps int
	state moments
}

var _ Solver = (*SGD)(nil)

// Name is "sgd".
func (g *SGD) Name() string { return "sgd" }

// Step changes every parameter of the model by its gradient.
func (g *SGD) Step(model []gorgonia.ValueGrad) error {
	if g.state == nil {
		g.state = moments{}
	}
	g.steps++
	step := kernel.MomentumStep{Rate: g.factor.of(cmp.Or(g.Rate, 0.01)), Momentum: g.Momentum, Nesterov: g.Nesterov}
	err := update(model, g.state, []string{"velocity"},
		func(weights, gradient []float32, s [][]float32) { kernel.Momentum(step, weights, gradient, s[0]) },
		func(weights, gradient []float64, s [][]float64) { kernel.Momentum(step, weights, gradient, s[0]) })
	return errors.Wrap(err, "SGD")
}

// State is the number of steps and, by "velocity:parameter", the velocities.
func (g *SGD) State() State { return State{Steps: g.steps, Tensors: g.state} }

// Restore continues from the state of another SGD.
func (g *SGD) Restore(s State) error {
	g.steps = s.Steps
	return errors.Wrap(g.state.restore(s, "velocity"), "SGD")
}
