package solver

import (
	"cmp"
	"math"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
)

// MovingAverage keeps an exponential moving average of the weights of the solver that it wraps (Polyak and Juditsky, "Acceleration of
// stochastic approximation by averaging", 1992, in its exponential form): after step t
//
//	average = Decay*average + (1 - Decay)*weights
//
// with its bias undone as Adam undoes that of its averages, so that the average is one of the weights alone, from the first step on:
// average += (1 - Decay) / (1 - Decay^t) * (weights - average). A training much shorter than 1/(1-Decay) steps thus has the plain mean.
//
// Within Accumulate it counts the steps; around it, it would count batches.
type MovingAverage struct {
	Solver Solver  // required
	Decay  float64 // share of the average that is kept; default 0.999

	averages
}

var _ Averager = (*MovingAverage)(nil)

const movingAveragePrefix = "moving_average:"

// Name is "moving_average(METHOD)".
func (m *MovingAverage) Name() string { return "moving_average(" + wrapped(m.Solver).Name() + ")" }

// Unwrap returns the solver that steps.
func (m *MovingAverage) Unwrap() Solver { return m.Solver }

// SetFactor multiplies the rate of the steps to come.
func (m *MovingAverage) SetFactor(factor float64) { wrapped(m.Solver).SetFactor(factor) }

// Step changes every parameter of the model by its gradient, and then the averages.
func (m *MovingAverage) Step(model []gorgonia.ValueGrad) error {
	decay := cmp.Or(m.Decay, 0.999)
	if !(decay > 0 && decay < 1) { // not the inverse: NaN fails too
		return errors.Errorf("MovingAverage: received Decay %v, expected more than 0 and less than 1", decay)
	}
	share := (1 - decay) / (1 - math.Pow(decay, float64(m.steps+1)))
	return errors.Wrap(m.step(model, wrapped(m.Solver), share), "MovingAverage")
}

// State is that of the solver that steps and, by "moving_average:parameter", the averages.
func (m *MovingAverage) State() State { return m.state(wrapped(m.Solver), movingAveragePrefix) }

// Restore continues from a copy of the state of another MovingAverage.
func (m *MovingAverage) Restore(s State) error {
	return errors.Wrap(m.restore(s, wrapped(m.Solver), movingAveragePrefix, true), "MovingAverage")
}
