package solver

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Accumulate adds up the gradients of several small batches and lets the solver that it wraps make one step by their mean: the step of a
// batch that is as many times larger, if the small ones are of equal size and the loss is a mean. Batch normalisation still sees the
// small ones.
//
// The factor of the last batch is that of the step.
type Accumulate struct {
	Solver  Solver // required
	Batches int    // that make up a step; default 1

	relay  relay
	steps  int                      // batches seen
	sums   map[string]*tensor.Dense // of the gradients since the latest step of the solver
	totals map[string]*tensor.Dense // the sums with the last gradient: a step that fails must leave the sums
}

var _ Wrapper = (*Accumulate)(nil)

const accumulatedPrefix = "accumulated:"

// Name is "accumulate(BATCHES, METHOD)".
func (a *Accumulate) Name() string {
	return fmt.Sprintf("accumulate(%d, %s)", a.batches(), wrapped(a.Solver).Name())
}

func (a *Accumulate) batches() int { return max(a.Batches, 1) }

// Unwrap returns the solver that steps.
func (a *Accumulate) Unwrap() Solver { return a.Solver }

// SetFactor multiplies the rate of the steps to come.
func (a *Accumulate) SetFactor(factor float64) { wrapped(a.Solver).SetFactor(factor) }

// Step adds a share of every gradient, and every so many calls changes every parameter of the model.
func (a *Accumulate) Step(model []gorgonia.ValueGrad) error {
	parameters, err := a.relay.begin(model)
	if err != nil {
		return errors.Wrap(err, "Accumulate")
	}
	share, first, last := 1/float64(a.batches()), a.steps%a.batches() == 0, (a.steps+1)%a.batches() == 0
	if err := a.check(parameters, first); err != nil {
		return errors.Wrap(err, "Accumulate")
	}
	for _, p := range parameters {
		switch {
		case first && last:
			a.relay.add(p, p.gradient)
		case last:
			total := tensorFor(&a.totals, p)
			addShare(total, a.sums[p.name], p.gradient, share)
			a.relay.add(p, total)
		case first:
			scaleTo(tensorFor(&a.sums, p), p.gradient, share)
		default:
			addShare(a.sums[p.name], a.sums[p.name], p.gradient, share)
		}
	}
	if last {
		err = a.relay.step(wrapped(a.Solver), parameters)
	} else {
		releaseAll(parameters)
	}
	if err == nil {
		a.steps++
	}
	return err
}

// check returns an error if the parameters are not those whose gradients are being added up.
func (a *Accumulate) check(parameters []parameter, first bool) error {
	for _, p := range parameters {
		sum, ok := a.sums[p.name]
		if !ok && !first {
			return errors.Errorf("%s: the gradients of %d batches are added up without it: give every batch of a step the same parameters",
				p.name, a.steps%a.batches())
		}
		if !ok {
			continue
		}
		if err := p.agrees([]*tensor.Dense{sum}); err != nil {
			return err
		}
	}
	return nil
}

// tensorFor finds the tensor of a parameter, or makes it.
func tensorFor(tensors *map[string]*tensor.Dense, p parameter) *tensor.Dense {
	if found, ok := (*tensors)[p.name]; ok {
		return found
	}
	if *tensors == nil {
		*tensors = map[string]*tensor.Dense{}
	}
	made := like(p.weights)
	(*tensors)[p.name] = made
	return made
}

// scaleTo sets output to share * gradient.
func scaleTo(output, gradient *tensor.Dense, share float64) {
	if output.Dtype() == tensor.Float32 {
		kernel.Scale(output.Float32s(), gradient.Float32s(), share)
	} else {
		kernel.Scale(output.Float64s(), gradient.Float64s(), share)
	}
}

// addShare sets output to sum + share * gradient.
func addShare(output, sum, gradient *tensor.Dense, share float64) {
	if output.Dtype() == tensor.Float32 {
		kernel.Combine(output.Float32s(), 1, sum.Float32s(), share, gradient.Float32s())
	} else {
		kernel.Combine(output.Float64s(), 1, sum.Float64s(), share, gradient.Float64s())
	}
}

// State is that of the solver that steps, with the number of batches as that of steps and, in the middle of a step, the sums by
// "accumulated:parameter".
func (a *Accumulate) State() State {
	s := wrapped(a.Solver).State()
	s.Steps = a.steps
	if a.steps%a.batches() != 0 {
		for name, sum := range a.sums {
			s.Tensors[accumulatedPrefix+name] = sum
		}
	}
	return s
}

// Restore continues from a copy of the state of another Accumulate of as many batches.
func (a *Accumulate) Restore(s State) error {
	sums, inner, err := split(s, accumulatedPrefix)
	if err != nil {
		return errors.Wrap(err, "Accumulate")
	}
	if pending := s.Steps % a.batches(); s.Steps >= 0 && (pending == 0) != (len(sums) == 0) {
		return errors.Errorf("Accumulate: received a state after %d batches with the sums of %d parameters, expected sums if and only if the "+
			"number is no multiple of %d: keep the number of batches of a step", s.Steps, len(sums), a.batches())
	}
	inner.Steps = s.Steps / a.batches()
	if s.Steps < 0 {
		inner.Steps = s.Steps // which the solver refuses
	}
	if err := wrapped(a.Solver).Restore(inner); err != nil {
		return err
	}
	a.steps, a.sums, a.totals = s.Steps, sums, nil
	return nil
}

// split takes the tensors with a prefix, which it leaves out of their names, from a state. They are copied; the others are not.
func split(s State, prefix string) (own map[string]*tensor.Dense, rest State, err error) {
	own, rest = map[string]*tensor.Dense{}, State{Steps: s.Steps, Tensors: map[string]*tensor.Dense{}}
	for _, key := range slices.Sorted(maps.Keys(s.Tensors)) {
		name, ok := strings.CutPrefix(key, prefix)
		if !ok {
			rest.Tensors[key] = s.Tensors[key]
			continue
		}
		if own[name], err = copyOf(key, s.Tensors[key]); err != nil {
			return nil, rest, err
		}
	}
	return own, rest, nil
}
