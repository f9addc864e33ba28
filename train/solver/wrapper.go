package solver

import (
	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Wrapper is a solver that changes what another one steps by, or looks at what it did. Wrappers wrap each other, from the outside in the
// usual order
//
//	Accumulate{Solver: &Groups{Solver: &Clip{Solver: &MovingAverage{Solver: &AdamW{}}}}}
//
// so that gradients are added up first, then sorted into groups, of which frozen ones do not count in the norm.
type Wrapper interface {
	Solver
	Unwrap() Solver
}

// Find returns the outermost solver of type S in a solver and those that it wraps. Find[Averager](s) finds the averages of weights.
func Find[S any](s Solver) (S, bool) {
	for s != nil {
		if found, ok := s.(S); ok {
			return found, true
		}
		w, ok := s.(Wrapper)
		if !ok {
			break
		}
		s = w.Unwrap()
	}
	var none S
	return none, false
}

// wrapped returns the solver in a wrapper's field, or one that only reports that there is none.
func wrapped(s Solver) Solver {
	if s == nil {
		return missing{}
	}
	return s
}

// missing stands for a solver that was not given.
type missing struct{}

var errMissing = errors.New("received no solver to wrap, expected one, such as &solver.AdamW{}, in the field Solver")

func (missing) Name() string                    { return "none" }
func (missing) SetFactor(float64)               {}
func (missing) State() State                    { return State{Tensors: map[string]*tensor.Dense{}} }
func (missing) Restore(State) error             { return errMissing }
func (missing) Step([]gorgonia.ValueGrad) error { return errMissing }
