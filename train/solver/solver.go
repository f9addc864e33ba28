// Package solver changes parameters by their gradients, one method a file.
//
// Every method is a gorgonia.Solver: it can drive any Gorgonia program, not only Reef's. Its step is one pass over memory.
//
// Invariants:
//   - State is kept by the parameter's name, never by its place in a list, so that it can be saved and survives a change of order.
//   - Gradients are read, never changed: the next run overwrites them.
//   - The zero value of a solver has the documented defaults.
package solver

import (
	"slices"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Solver is a gorgonia.Solver that a training loop can steer, save and restore.
type Solver interface {
	gorgonia.Solver
	// SetFactor multiplies the rate of the steps to come: a schedule's place to act.
	SetFactor(factor float64)
	// Name is the method's name.
	Name() string
	// State copies nothing: it is valid until the next step.
	State() State
	// Restore continues from a state that another solver of the same method reported.
	Restore(State) error
}

// State is what a solver remembers between steps.
type State struct {
	Steps   int
	Tensors map[string]*tensor.Dense // by "quantity:parameter", such as "mean:block1/weight"
}

// named is a parameter that says its name. Both graph.Parameter and gorgonia.Node do.
type named interface{ Name() string }

// moments are tensors that a solver keeps for each parameter, such as its velocity.
type moments map[string]*tensor.Dense

// of finds the tensor of that quantity for a parameter, or makes one of zeros.
func (m moments) of(quantity, parameter string, like *tensor.Dense) (*tensor.Dense, error) {
	key := quantity + ":" + parameter
	if found, ok := m[key]; ok {
		if !found.Shape().Eq(like.Shape()) || found.Dtype() != like.Dtype() {
			return nil, errors.Errorf("%s: the solver knows it with shape %v and type %v, received %v and %v: use a new solver for another network",
				parameter, found.Shape(), found.Dtype(), like.Shape(), like.Dtype())
		}
		return found, nil
	}
	made := tensor.New(tensor.Of(like.Dtype()), tensor.WithShape(like.Shape()...))
	m[key] = made
	return made, nil
}

// restore replaces all tensors, if they are of the given quantities.
func (m *moments) restore(s State, quantities ...string) error {
	for key := range s.Tensors {
		if !slices.ContainsFunc(quantities, func(q string) bool { return len(key) > len(q) && key[:len(q)+1] == q+":" }) {
			return errors.Errorf("received a state with %q, expected tensors named %v:parameter: it belongs to another method", key, quantities)
		}
	}
	*m = moments{}
	for key, t := range s.Tensors {
		(*m)[key] = t
	}
	return nil
}

// update calls step32 or step64, whichever fits, for every parameter with a gradient.
func update(model []gorgonia.ValueGrad, m moments, quantities []string, step32 func(weights, gradient []float32, state [][]float32),
	step64 func(weights, gradient []float64, state [][]float64)) error {
	var state32 [][]float32
	var state64 [][]float64
	for i, p := range model {
		name, ok := p.(named)
		if !ok {
			return errors.Errorf("parameter %d is a %T, expected one with a name, such as a *graph.Parameter or a *gorgonia.Node", i, p)
		}
		weights, gradient, err := tensors(p)
		if err != nil {
			return errors.Wrap(err, name.Name())
		}
		state32, state64 = state32[:0], state64[:0]
		for _, q := range quantities {
			t, err := m.of(q, name.Name(), weights)
			if err != nil {
				return err
			}
			if weights.Dtype() == tensor.Float32 {
				state32 = append(state32, t.Float32s())
			} else {
				state64 = append(state64, t.Float64s())
			}
		}
		if weights.Dtype() == tensor.Float32 {
			step32(weights.Float32s(), gradient.Float32s(), state32)
		} else {
			step64(weights.Float64s(), gradient.Float64s(), state64)
		}
	}
	return nil
}

// tensors returns a parameter and its gradient.
func tensors(p gorgonia.ValueGrad) (weights, gradient *tensor.Dense, err error) {
	g, err := p.Grad()
	if err != nil {
		return nil, nil, err
	}
	weights, isDense := p.Value().(*tensor.Dense)
	gradient, gradientIsDense := g.(*tensor.Dense)
	if !isDense || !gradientIsDense {
		return nil, nil, errors.Errorf("received a %T with a gradient of type %T, expected tensors", p.Value(), g)
	}
	if t := weights.Dtype(); t != gradient.Dtype() || (t != tensor.Float32 && t != tensor.Float64) {
		return nil, nil, errors.Errorf("received type %v with a gradient of type %v, expected both float32 or both float64", t, gradient.Dtype())
	}
	if !weights.Shape().Eq(gradient.Shape()) {
		return nil, nil, errors.Errorf("received shape %v with a gradient of shape %v, expected equal shapes", weights.Shape(), gradient.Shape())
	}
	return weights, gradient, nil
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
