package solver

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// RMSProp divides each element's gradient by the root of a running average of its square (Tieleman and Hinton, "Lecture 6.5: RMSProp",
// 2012), in the form that PyTorch gives it; TensorFlow's, with epsilon inside of the root, gives other steps.
type RMSProp struct {
	Rate         float64 // size of a step; default 0.01
	Smoothing    float64 // decay of the averages; default 0.99
	Epsilon      float64 // added to the root; default 1e-8
	Momentum     float64 // share of the velocity that is kept; default 0, none
	Centred      bool    // divide by the root of the variance: the average square less the square of the average
	WeightDecay  float64 // gradient += WeightDecay*weights; default 0, none
	DecayVectors bool    // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*RMSProp)(nil)

// rmsPropQuantities are those without and with a velocity, of the method as it is and centred.
var rmsPropQuantities = [2][2][]string{
	{{"square"}, {"square", "velocity"}},
	{{"square", "average"}, {"square", "average", "velocity"}},
}

// Name is "rmsprop".
func (r *RMSProp) Name() string { return "rmsprop" }

// quantities are those that the settings need.
func (r *RMSProp) quantities() []string {
	variants := rmsPropQuantities[0]
	if r.Centred {
		variants = rmsPropQuantities[1]
	}
	if r.Momentum != 0 {
		return variants[1]
	}
	return variants[0]
}

// Step changes every parameter of the model by its gradient.
func (r *RMSProp) Step(model []gorgonia.ValueGrad) error {
	constants := kernel.RMSPropStep{
		Rate: r.factor.of(cmp.Or(r.Rate, 0.01)), Smoothing: cmp.Or(r.Smoothing, 0.99), Epsilon: cmp.Or(r.Epsilon, 1e-8), Momentum: r.Momentum,
	}
	err := r.update(model, always(r.quantities()), func(p parameter) {
		constants := constants
		constants.Rate, constants.Decay = p.rate(constants.Rate), p.decay(r.WeightDecay, r.DecayVectors)
		if p.weights.Dtype() == tensor.Float32 {
			average, velocity := rmsPropState(r, p, (*tensor.Dense).Float32s)
			kernel.RMSProp(constants, p.weights.Float32s(), p.gradient.Float32s(), p.state[0].Float32s(), average, velocity)
		} else {
			average, velocity := rmsPropState(r, p, (*tensor.Dense).Float64s)
			kernel.RMSProp(constants, p.weights.Float64s(), p.gradient.Float64s(), p.state[0].Float64s(), average, velocity)
		}
	})
	return errors.Wrap(err, "RMSProp")
}

// rmsPropState finds what the settings may leave out: nil then.
func rmsPropState[T kernel.Float](r *RMSProp, p parameter, floats func(*tensor.Dense) []T) (average, velocity []T) {
	if r.Centred {
		average = floats(p.state[1])
	}
	if r.Momentum != 0 {
		velocity = floats(p.state[len(p.state)-1])
	}
	return average, velocity
}

// Restore continues from a copy of the state of another RMSProp with the same Momentum and Centred: "square:parameter" and, as the settings
// need them, "average:parameter" and "velocity:parameter".
func (r *RMSProp) Restore(s State) error { return errors.Wrap(r.restore(s, r.quantities()), "RMSProp") }
