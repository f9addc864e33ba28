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
	steps int
	kept  map[string]kept // by the parameter's name
	roll  roll
}

// kept is what a method remembers of one parameter: one tensor for each quantity, such as its velocity.
type kept struct {
	quantities []string
	tensors    []*tensor.Dense
}

// update makes one step: it calls change for every parameter, with a tensor for each of the quantities that the method wants to keep for
// it, once all parameters are known to be sound.
func (m *memory) update(model []gorgonia.ValueGrad, quantities func(p parameter) []string, change func(p parameter)) error {
	parameters, err := m.roll.call(model)
	if err != nil {
		return err
	}
	for _, p := range parameters {
		if err := m.agrees(p, quantities(p)); err != nil {
			return err
		}
	}
	for _, p := range parameters {
		p.state = m.of(p, quantities(p))
		change(p)
	}
	// Not before: in a machine that does not bind dual values two nodes may share one gradient.
	for _, p := range parameters {
		p.release()
	}
	m.steps++
	return nil
}

// always returns the same quantities for every parameter.
func always(quantities []string) func(parameter) []string {
	return func(parameter) []string { return quantities }
}

// agrees returns an error if what is kept under the parameter's name is of another parameter, or of other settings of the method.
func (m *memory) agrees(p parameter, quantities []string) error {
	found, ok := m.kept[p.name]
	if !ok {
		return nil
	}
	if err := p.agrees(found.tensors); err != nil || slices.Equal(found.quantities, quantities) {
		return err
	}
	return errors.Errorf("%s: the solver keeps %v of it, its settings now want %v: keep the settings, or use a new solver",
		p.name, found.quantities, quantities)
}

// of finds the tensors of a parameter, or makes them of zeros.
func (m *memory) of(p parameter, quantities []string) []*tensor.Dense {
	if found, ok := m.kept[p.name]; ok {
		return found.tensors
	}
	made := make([]*tensor.Dense, len(quantities))
	for i := range made {
		made[i] = like(p.weights)
	}
	if m.kept == nil {
		m.kept = map[string]kept{}
	}
	m.kept[p.name] = kept{quantities, made}
	return made
}

// like returns zeros of the same type and shape.
func like(t *tensor.Dense) *tensor.Dense {
	return tensor.New(tensor.Of(t.Dtype()), tensor.WithShape(t.Shape()...))
}

// State is the number of steps and the method's quantities by "quantity:parameter".
func (m *memory) State() State {
	s := State{Steps: m.steps, Tensors: map[string]*tensor.Dense{}}
	for name, kept := range m.kept {
		for i, quantity := range kept.quantities {
			s.Tensors[quantity+":"+name] = kept.tensors[i]
		}
	}
	return s
}

// restore is the inverse of State. It copies the tensors, so that the solver they came from may go on. What is kept of a parameter must be
// one of the given sets of quantities.
func (m *memory) restore(s State, sets ...[]string) error {
	if s.Steps < 0 {
		return errors.Errorf("received a state after %d steps, expected at least 0", s.Steps)
	}
	known := slices.Concat(sets...)
	found := map[string]map[string]*tensor.Dense{}
	for _, key := range slices.Sorted(maps.Keys(s.Tensors)) {
		quantity, name, _ := strings.Cut(key, ":")
		if !slices.Contains(known, quantity) {
			return errors.Errorf("received a state with %q, expected names QUANTITY:PARAMETER with the quantities %v: it belongs to another method",
				key, known)
		}
		copied, err := copyOf(key, s.Tensors[key])
		if err != nil {
			return err
		}
		if found[name] == nil {
			found[name] = map[string]*tensor.Dense{}
		}
		found[name][quantity] = copied
	}
	restored := map[string]kept{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		k, err := complete(name, found[name], sets)
		if err != nil {
			return err
		}
		restored[name] = k
	}
	m.steps, m.kept = s.Steps, restored
	return nil
}

// copyOf copies a tensor of a state.
func copyOf(key string, t *tensor.Dense) (*tensor.Dense, error) {
	if t == nil || !rowMajor(t) {
		return nil, errors.Errorf("received a state whose %q is nil or a view, expected a tensor whose elements lie in row-major order", key)
	}
	copied, ok := t.Clone().(*tensor.Dense)
	if !ok {
		return nil, errors.Errorf("%q cannot be copied", key)
	}
	return copied, nil
}

// complete puts the tensors of a parameter into the order of the set of quantities that they make up.
func complete(name string, found map[string]*tensor.Dense, sets [][]string) (kept, error) {
	names := slices.Sorted(maps.Keys(found))
	for _, set := range sets {
		if !slices.Equal(names, slices.Sorted(slices.Values(set))) {
			continue
		}
		k := kept{quantities: set}
		for _, quantity := range set {
			k.tensors = append(k.tensors, found[quantity])
		}
		return k, nil
	}
	var missing []string
	for _, quantity := range sets[0] {
		if found[quantity] == nil {
			missing = append(missing, quantity+":"+name)
		}
	}
	return kept{}, errors.Errorf("received a state with %v of %q but without %v, expected one of %v for every parameter: it is not complete, "+
		"or of a solver with other settings", names, name, missing, sets)
}
