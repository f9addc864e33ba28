package solver

import (
	"cmp"
	"math"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Clip bounds the gradients that another solver steps by. Its zero value, but for Solver, which is required, bounds nothing.
//
// The norm is that of all parameters together, in float64, added in the order of their names: the same bits for any order of the list and
// any GOMAXPROCS. As in PyTorch, larger gradients are multiplied by Norm / (norm + 1e-6). A step whose norm is not a finite number is an
// error.
//
// Gradients within the norm are handed on as they are; others are copied first, in memory that is kept.
type Clip struct {
	Solver Solver
	Value  float64 // each element is moved into [-Value, Value], before the norm is taken; default 0, not
	Norm   float64 // the largest norm of all gradients together; default 0, any

	relay   relay
	squares []namedSquare
	clipped map[string]*tensor.Dense // gradients that were changed
}

// A namedSquare is the square of the norm of a parameter's gradient.
type namedSquare struct {
	name   string
	square float64
}

var _ Wrapper = (*Clip)(nil)

// Name is "clip(METHOD)".
func (c *Clip) Name() string { return "clip(" + wrapped(c.Solver).Name() + ")" }

// Unwrap returns the solver that is bounded.
func (c *Clip) Unwrap() Solver { return c.Solver }

// SetFactor multiplies the rate of the steps to come.
func (c *Clip) SetFactor(factor float64) { wrapped(c.Solver).SetFactor(factor) }

// State is that of the solver that is bounded.
func (c *Clip) State() State { return wrapped(c.Solver).State() }

// Restore continues from a copy of the state of another solver of the same method.
func (c *Clip) Restore(s State) error { return wrapped(c.Solver).Restore(s) }

// Step changes every parameter of the model by its bounded gradient.
func (c *Clip) Step(model []gorgonia.ValueGrad) error {
	if !(c.Value >= 0 && c.Norm >= 0) { // not the inverse: NaN fails too
		return errors.Errorf("Clip: received Value %v and Norm %v, expected both positive, or 0 for no bound", c.Value, c.Norm)
	}
	parameters, err := c.relay.begin(model)
	if err != nil {
		return errors.Wrap(err, "Clip")
	}
	if c.Value > 0 {
		for i := range parameters {
			parameters[i].gradient = c.clamp(parameters[i])
		}
	}
	coefficient := 1.
	if c.Norm > 0 {
		norm := c.norm(parameters)
		if math.IsNaN(norm) || math.IsInf(norm, 0) {
			return errors.Errorf("Clip: the norm of the gradients is %v: lower the rate, or look for extreme values in the data", norm)
		}
		coefficient = c.Norm / (norm + 1e-6)
	}
	for _, p := range parameters {
		gradient := p.gradient
		if coefficient < 1 {
			gradient = c.scale(p, coefficient)
		}
		c.relay.add(p, gradient)
	}
	return c.relay.step(wrapped(c.Solver), parameters)
}

// clamp returns the gradient with every element within Value.
func (c *Clip) clamp(p parameter) *tensor.Dense {
	to := c.copyFor(p)
	if p.weights.Dtype() == tensor.Float32 {
		kernel.Clamp(to.Float32s(), p.gradient.Float32s(), c.Value)
	} else {
		kernel.Clamp(to.Float64s(), p.gradient.Float64s(), c.Value)
	}
	return to
}

// scale returns the gradient times the coefficient.
func (c *Clip) scale(p parameter, coefficient float64) *tensor.Dense {
	to := c.copyFor(p)
	if p.weights.Dtype() == tensor.Float32 {
		kernel.Scale(to.Float32s(), p.gradient.Float32s(), coefficient)
	} else {
		kernel.Scale(to.Float64s(), p.gradient.Float64s(), coefficient)
	}
	return to
}

// copyFor returns the memory for a parameter's changed gradient.
func (c *Clip) copyFor(p parameter) *tensor.Dense {
	if to, ok := c.clipped[p.name]; ok && p.agrees([]*tensor.Dense{to}) == nil {
		return to
	}
	if c.clipped == nil {
		c.clipped = map[string]*tensor.Dense{}
	}
	to := like(p.weights)
	c.clipped[p.name] = to
	return to
}

// norm is that of all gradients together.
func (c *Clip) norm(parameters []parameter) float64 {
	c.squares = c.squares[:0]
	for _, p := range parameters {
		square := namedSquare{name: p.name}
		if p.weights.Dtype() == tensor.Float32 {
			square.square = kernel.SumSquares(p.gradient.Float32s())
		} else {
			square.square = kernel.SumSquares(p.gradient.Float64s())
		}
		c.squares = append(c.squares, square)
	}
	slices.SortFunc(c.squares, func(a, b namedSquare) int { return cmp.Compare(a.name, b.name) })
	total := 0.
	for _, s := range c.squares {
		total += s.square
	}
	return math.Sqrt(total)
}
