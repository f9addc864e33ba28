package solver

import (
	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
)

// WeightMean keeps the mean of the weights of the solver that it wraps, of every Every-th step from step From on: stochastic weight
// averaging (Izmailov et al., "Averaging weights leads to wider optima and better generalization", 2018). The paper averages once an
// epoch, over the last quarter of a training, whose rate is then constant. Running statistics of batch normalisation must be measured
// anew with the mean in place.
type WeightMean struct {
	Solver Solver // required
	From   int    // the first step whose weights count, the first of all being 1; default 1
	Every  int    // so many steps apart; default 1

	averages
}

var _ Averager = (*WeightMean)(nil)

const weightMeanPrefix = "weight_mean:"

// Name is "weight_mean(METHOD)".
func (w *WeightMean) Name() string { return "weight_mean(" + wrapped(w.Solver).Name() + ")" }

// Unwrap returns the solver that steps.
func (w *WeightMean) Unwrap() Solver { return w.Solver }

// SetFactor multiplies the rate of the steps to come.
func (w *WeightMean) SetFactor(factor float64) { wrapped(w.Solver).SetFactor(factor) }

// Step changes every parameter of the model by its gradient, and then the means.
func (w *WeightMean) Step(model []gorgonia.ValueGrad) error {
	share, since, every := 0., w.steps+1-max(w.From, 1), max(w.Every, 1)
	if since >= 0 && since%every == 0 {
		share = 1 / float64(since/every+1)
	}
	return errors.Wrap(w.step(model, wrapped(w.Solver), share), "WeightMean")
}

// State is that of the solver that steps and, by "weight_mean:parameter", the means.
func (w *WeightMean) State() State { return w.state(wrapped(w.Solver), weightMeanPrefix) }

// Restore continues from a copy of the state of another WeightMean.
func (w *WeightMean) Restore(s State) error {
	return errors.Wrap(w.restore(s, wrapped(w.Solver), weightMeanPrefix, s.Steps >= max(w.From, 1)), "WeightMean")
}
