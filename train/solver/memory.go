package solver

import (
	"maps"
	"slices"
	"strings"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// memory is what a method remembers between steps. Its zero value is that of a solver that has made none.
type memory struct {
	steps   int
	tensors map[string][]*tensor.Dense // by the parameter's name, one for each quantity that the method keeps, such as its velocity
	roll    roll
}

// update makes one step: it calls change for every parameter, with its tensors of the given number of quantities, once all
// parameters are known to be sound.
func (m *memory) update(model []gorgonia.ValueGrad, quantities int, change func(p parameter)) error {
	parameters, err := m.roll.call(model)
	if err != nil {
		return err
	}
	for _, p := range parameters {
		if err := p.agrees(m.tensors[p.name]); err != nil {
			return err
		}
	}
	for _, p := range parameters {
		p.state = m.of(p, quantities)
		change(p)
	}
	// Not before: in a machine that does not bind dual values two nodes may share one gradient.
	for _, p := range parameters {
		p.release()
	}
	m.steps++
	return nil
}

// of finds the tensors of a parameter, or makes them of zeros.
func (m *memory) of(p parameter, quantities int) []*tensor.Dense {
	if found, ok := m.tensors[p.name]; ok {
		return found
	}
	made := make([]*tensor.Dense, quantities)
	for i := range made {
		made[i] = tensor.New(tensor.Of(p.weights.Dtype()), tensor.WithShape(p.weights.Shape()...))
	}
	if m.tensors == nil {
		m.tensors = map[string][]*tensor.Dense{}
	}
	m.tensors[p.name] = made
	return made
}

// state names the tensors after the quantities.
func (m *memory) state(quantities []string) State {
	s := State{Steps: m.steps, Tensors: map[string]*tensor.Dense{}}
	for name, tensors := range m.tensors {
		for i, quantity := range quantities {
			s.Tensors[quantity+":"+name] = tensors[i]
		}
	}
	return s
}

// restore is the inverse of state. It copies the tensors, so that the solver they came from may go on.
func (m *memory) restore(s State, quantities []string) error {
	if s.Steps < 0 {
		return errors.Errorf("received a state after %d steps, expected at least 0", s.Steps)
	}
	restored := map[string][]*tensor.Dense{}
	for _, key := range slices.Sorted(maps.Keys(s.Tensors)) {
		quantity, name, _ := strings.Cut(key, ":")
		place := slices.Index(quantities, quantity)
		if place < 0 {
			return errors.Errorf("received a state with %q, expected names QUANTITY:PARAMETER with the quantities %v: it belongs to another method",
				key, quantities)
		}
		if restored[name] == nil {
			restored[name] = make([]*tensor.Dense, len(quantities))
		}
		t := s.Tensors[key]
		if t == nil || !rowMajor(t) {
			return errors.Errorf("received a state whose %q is nil or a view, expected a tensor whose elements lie in row-major order", key)
		}
		copied, ok := t.Clone().(*tensor.Dense)
		if !ok {
			return errors.Errorf("%q cannot be copied", key)
		}
		restored[name][place] = copied
	}
	for _, name := range slices.Sorted(maps.Keys(restored)) {
		if missing := slices.Index(restored[name], nil); missing >= 0 {
			return errors.Errorf("received a state without %q, expected all of %v for every parameter: it is not complete",
				quantities[missing]+":"+name, quantities)
		}
	}
	m.steps, m.tensors = s.Steps, restored
	return nil
}
