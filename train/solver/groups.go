package solver

import (
	"cmp"
	"fmt"
	"math"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
)

// Groups gives parameters, by their paths, other rates and decays than those of the solver that it wraps, or freezes them. A parameter
// belongs to the first group whose pattern is its path; one that belongs to none is stepped as if there were no groups.
//
// A group that no parameter belongs to is an error at the first step: its pattern is wrong, or an earlier one takes all of its parameters.
// The error lists the paths. The groups must not change after it. Rates that grow layer by layer are a group for each layer.
type Groups struct {
	Solver Solver // required
	Groups []Group

	relay   relay
	members map[string]int // the group of each parameter, counted from 1; 0: none
	sizes   []int
}

// Group is a set of parameters. Its zero value, but for the pattern, changes nothing.
type Group struct {
	Pattern     string  // of paths: in "block*/weight" the star stands for any characters, "/" too
	Rate        float64 // factor on the solver's rate; default 0, which means 1
	WeightDecay float64 // in place of the solver's, for parameters with one axis too; default 0, which means the solver's
	NoDecay     bool    // no weight decay
	Frozen      bool    // the parameters do not change, and no state is kept for them
}

var _ Wrapper = (*Groups)(nil)

// Name is "groups(METHOD)".
func (g *Groups) Name() string { return "groups(" + wrapped(g.Solver).Name() + ")" }

// Unwrap returns the solver that steps.
func (g *Groups) Unwrap() Solver { return g.Solver }

// SetFactor multiplies the rates of the steps to come.
func (g *Groups) SetFactor(factor float64) { wrapped(g.Solver).SetFactor(factor) }

// State is that of the solver that steps.
func (g *Groups) State() State { return wrapped(g.Solver).State() }

// Restore continues from a copy of the state of another solver of the same method.
func (g *Groups) Restore(s State) error { return wrapped(g.Solver).Restore(s) }

// Step changes every parameter of the model that is not frozen by its gradient.
func (g *Groups) Step(model []gorgonia.ValueGrad) error {
	parameters, err := g.relay.begin(model)
	if err == nil {
		err = g.sort(parameters)
	}
	if err != nil {
		return errors.Wrap(err, "Groups")
	}
	for _, p := range parameters {
		if i := g.members[p.name]; i > 0 {
			group := g.Groups[i-1]
			if group.Frozen {
				continue
			}
			p.rule = group.rule(p.rule)
		}
		g.relay.add(p, p.gradient)
	}
	return g.relay.step(wrapped(g.Solver), parameters)
}

// sort finds the group of every parameter, and returns an error if a group is empty or cannot be.
func (g *Groups) sort(parameters []parameter) error {
	if g.members == nil {
		g.members = make(map[string]int, len(parameters))
		for i, group := range g.Groups {
			if err := group.check(); err != nil {
				g.members = nil
				return errors.Wrapf(err, "group %d, %q", i+1, group.Pattern)
			}
		}
		g.sizes = make([]int, len(g.Groups)+1)
	}
	clear(g.sizes)
	for _, p := range parameters {
		i, ok := g.members[p.name]
		if !ok {
			i = g.find(p.name)
			g.members[p.name] = i
		}
		g.sizes[i]++
	}
	for i, group := range g.Groups {
		if g.sizes[i+1] == 0 {
			return noMatch(fmt.Sprintf("group %d", i+1), group.Pattern, parameters)
		}
	}
	return nil
}

// find returns the group of a path, counted from 1, or 0.
func (g *Groups) find(path string) int {
	for i, group := range g.Groups {
		if matches(group.Pattern, path) {
			return i + 1
		}
	}
	return 0
}

// check returns an error if the group's numbers are none that a solver can step with.
func (g Group) check() error {
	for _, n := range []struct {
		name  string
		value float64
	}{{"Rate", g.Rate}, {"WeightDecay", g.WeightDecay}} {
		if !(n.value >= 0 && n.value <= math.MaxFloat64) { // not the inverse: NaN fails too
			return errors.Errorf("received %s %v, expected a finite number that is not negative", n.name, n.value)
		}
	}
	if g.NoDecay && g.WeightDecay != 0 {
		return errors.Errorf("received NoDecay and WeightDecay %v, expected one of them", g.WeightDecay)
	}
	return nil
}

// rule adds what the group says to what groups further out have said, which comes first.
func (g Group) rule(outer rule) rule {
	r := outer
	if g.Rate != 0 {
		r.factor = g.Rate * cmp.Or(outer.factor, 1)
	}
	if outer.decay == 0 && !outer.noDecay {
		r.decay, r.noDecay = g.WeightDecay, g.NoDecay
	}
	return r
}
