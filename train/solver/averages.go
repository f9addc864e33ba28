package solver

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Averager is a solver that keeps an average of the weights that its steps led to.
type Averager interface {
	Wrapper
	// Swap exchanges the weights, given by the parameters' names, with their averages: to measure or save the averages. A second call brings
	// the weights back. Between the two a step, or Restore, is an error, and State has the weights in place of the averages. Weights of which
	// there is no average, such as frozen ones, stay. Running statistics of batch normalisation are no weights and stay too.
	//
	// It is an error if there is no average yet, or if a tensor is another than that of the steps. An error changes nothing.
	Swap(weights map[string]*tensor.Dense) error
}

// averages is what both kinds of average have in common. They keep one tensor for each parameter.
type averages struct {
	relay   relay
	steps   int
	shadow  map[string]*tensor.Dense
	swapped bool
}

// step lets the solver step and then moves the averages a share of the way to the weights. A share of 1 or more begins them anew, a share
// of 0 leaves them.
func (a *averages) step(model []gorgonia.ValueGrad, inner Solver, share float64) error {
	if a.swapped {
		return errors.New("the averages are in place of the weights: call Swap again before the next step")
	}
	parameters, err := a.relay.begin(model)
	if err != nil {
		return err
	}
	for _, p := range parameters {
		if average, ok := a.shadow[p.name]; ok {
			if err := p.agrees([]*tensor.Dense{average}); err != nil {
				return err
			}
		}
		a.relay.add(p, p.gradient)
	}
	if err := a.relay.step(inner, parameters); err != nil {
		return err
	}
	a.steps++
	if share == 0 {
		return nil
	}
	for _, p := range parameters {
		_, known := a.shadow[p.name]
		average := tensorFor(&a.shadow, p)
		if !known || share >= 1 {
			scaleTo(average, p.weights, 1)
		} else {
			moveTowards(average, p.weights, share)
		}
	}
	return nil
}

// moveTowards moves an average a share of the way to the weights.
func moveTowards(average, weights *tensor.Dense, share float64) {
	if average.Dtype() == tensor.Float32 {
		kernel.Combine(average.Float32s(), 1-share, average.Float32s(), share, weights.Float32s())
	} else {
		kernel.Combine(average.Float64s(), 1-share, average.Float64s(), share, weights.Float64s())
	}
}

// Swap exchanges weights and averages; see Averager.
func (a *averages) Swap(weights map[string]*tensor.Dense) error {
	if len(a.shadow) == 0 {
		return errors.New("there is no average of weights yet: make the steps that it is taken of first")
	}
	for name, average := range a.shadow {
		w, ok := weights[name]
		if !ok || w == nil {
			return errors.Errorf("received no weights of %q, of which there is an average: give those of the whole model", name)
		}
		if !rowMajor(w) {
			return errors.Errorf("%s: received a transposed or sliced view, expected a tensor whose elements lie in row-major order", name)
		}
		if err := (parameter{name: name, weights: w}).agrees([]*tensor.Dense{average}); err != nil {
			return err
		}
	}
	for name, average := range a.shadow {
		if average.Dtype() == tensor.Float32 {
			exchange(average.Float32s(), weights[name].Float32s())
		} else {
			exchange(average.Float64s(), weights[name].Float64s())
		}
	}
	a.swapped = !a.swapped
	return nil
}

func exchange[T kernel.Float](a, b []T) {
	for i := range a {
		a[i], b[i] = b[i], a[i]
	}
}

// state adds the averages, by "PREFIXparameter", to the state of the solver that steps.
func (a *averages) state(inner Solver, prefix string) State {
	s := inner.State()
	s.Steps = a.steps
	for name, average := range a.shadow {
		s.Tensors[prefix+name] = average
	}
	return s
}

// restore is the inverse of state. expected says that the steps have led to averages.
func (a *averages) restore(s State, inner Solver, prefix string, expected bool) error {
	if a.swapped {
		return errors.New("the averages are in place of the weights: call Swap again before Restore")
	}
	shadow, rest, err := split(s, prefix)
	if err != nil {
		return err
	}
	if expected && len(shadow) == 0 && len(rest.Tensors) > 0 {
		return errors.Errorf("received a state after %d steps without %q of any parameter: it belongs to another method", s.Steps, prefix)
	}
	if err := inner.Restore(rest); err != nil {
		return err
	}
	a.steps, a.shadow = s.Steps, shadow
	return nil
}
