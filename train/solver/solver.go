// Package solver changes parameters by their gradients, one method a file.
//
// Around a method there may be wrappers, solvers too: Clip bounds the gradients, Accumulate adds up those of several batches, Groups
// gives parameters their own rates or freezes them, and MovingAverage and WeightMean keep averages of the weights. New makes the method
// of a name.
//
// Every method is a gorgonia.Solver: it can drive any Gorgonia program, not only Reef's. Its step is one pass over memory.
//
// Invariants:
//   - State is kept by the parameter's name, never by its place in a list, so that it can be saved and survives a change of order.
//   - A step that returns an error has changed nothing.
//   - Gradients are read, never changed: the next run overwrites them. The exception is the gradient of a *gorgonia.Node. The runs of a
//     machine that binds dual values add to it, so that it is set to zero after use, as Gorgonia's own solvers do.
//   - The zero value of a solver has the documented defaults; a wrapper needs its field Solver. Settings are read at every step, but
//     those of Groups only at the first. A decay leaves alone parameters with one axis, biases and those of normalisation, unless told
//     otherwise.
//   - Given the same gradients a step gives the same bits for any order of the parameters and any GOMAXPROCS.
package solver

import (
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Solver is a gorgonia.Solver that a training loop can steer, save and restore.
type Solver interface {
	gorgonia.Solver
	// SetFactor multiplies the rate of the steps to come: a schedule's place to act.
	SetFactor(factor float64)
	// Name is the method's name, and that of its wrappers: "clip(adam)". A checkpoint is resumed by a solver of the same name.
	Name() string
	// State copies nothing: it is valid until the next step.
	State() State
	// Restore continues from a copy of the state that another solver of the same method reported. An error changes nothing.
	Restore(State) error
}

// State is what a solver remembers between steps.
type State struct {
	Steps   int
	Tensors map[string]*tensor.Dense // by "quantity:parameter", such as "mean:block1/weight"
}

// factor is a multiplier of the rate. Its zero value means 1.
type factor struct {
	value float64
	set   bool
}

// SetFactor multiplies the rate of the steps to come.
func (f *factor) SetFactor(value float64) { f.value, f.set = value, true }

func (f *factor) of(rate float64) float64 {
	if f.set {
		return f.value * rate
	}
	return rate
}
