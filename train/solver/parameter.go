package solver

import (
	"slices"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// parameter is a parameter that is ready for a step: the elements of its tensors lie in row-major order.
type parameter struct {
	name              string
	weights, gradient *tensor.Dense
	state             []*tensor.Dense // what the method keeps for it
	rule              rule            // of its group

	accumulator *tensor.Dense // the gradient to be set to zero after use; nil: none
}

// named is a parameter that says its name. Both graph.Parameter and gorgonia.Node do.
type named interface{ Name() string }

// A roll is the list of a model's parameters, made anew at every step in the same memory.
type roll struct {
	parameters []parameter
	seen       map[string]bool
}

// call checks a model and returns its parameters.
func (r *roll) call(model []gorgonia.ValueGrad) ([]parameter, error) {
	if r.seen == nil {
		r.seen = make(map[string]bool, len(model))
	}
	clear(r.seen)
	r.parameters = r.parameters[:0]
	for i, valueGrad := range model {
		n, ok := valueGrad.(named)
		if !ok {
			return nil, errors.Errorf("parameter %d is a %T, expected one with a name, such as a *graph.Parameter or a *gorgonia.Node", i, valueGrad)
		}
		name := n.Name()
		if name == "" || r.seen[name] {
			return nil, errors.Errorf("parameter %d has the name %q, expected one that no other has: state is kept by name", i, name)
		}
		r.seen[name] = true
		if checked, ok := valueGrad.(*proxy); ok {
			r.parameters = append(r.parameters, checked.parameter)
			continue
		}
		p, err := parameterOf(valueGrad)
		if err != nil {
			return nil, errors.Wrap(err, name)
		}
		p.name = name
		r.parameters = append(r.parameters, p)
	}
	return r.parameters, nil
}

// parameterOf finds the tensors of a parameter.
func parameterOf(valueGrad gorgonia.ValueGrad) (p parameter, err error) {
	value, err := valueGrad.Grad()
	if err != nil {
		return p, err
	}
	weights, isDense := valueGrad.Value().(*tensor.Dense)
	gradient, gradientIsDense := value.(*tensor.Dense)
	if !isDense || !gradientIsDense || weights == nil || gradient == nil {
		return p, errors.Errorf("received a %T with a gradient of type %T, expected tensors", valueGrad.Value(), value)
	}
	if t := weights.Dtype(); t != gradient.Dtype() || (t != tensor.Float32 && t != tensor.Float64) {
		return p, errors.Errorf("received type %v with a gradient of type %v, expected both float32 or both float64", t, gradient.Dtype())
	}
	if !slices.Equal(weights.Shape(), gradient.Shape()) {
		return p, errors.Errorf("received shape %v with a gradient of shape %v, expected equal shapes", weights.Shape(), gradient.Shape())
	}
	if !rowMajor(weights) {
		return p, errors.New("received a transposed or sliced view, expected a tensor whose elements lie in row-major order: materialise it")
	}
	p.weights, p.gradient = weights, gradient
	if _, ok := valueGrad.(*gorgonia.Node); ok {
		p.accumulator = gradient
	}
	if !rowMajor(gradient) {
		contiguous, ok := gradient.Materialize().(*tensor.Dense)
		if !ok || !rowMajor(contiguous) {
			return p, errors.Errorf("received a gradient of shape %v whose elements cannot be brought into row-major order", gradient.Shape())
		}
		p.gradient = contiguous
	}
	return p, nil
}

func rowMajor(t *tensor.Dense) bool {
	return !t.RequiresIterator() && t.DataOrder().IsRowMajor() && t.DataOrder().IsContiguous()
}

// agrees returns an error if tensors, which the solver keeps under the parameter's name, are of another parameter.
func (p parameter) agrees(tensors []*tensor.Dense) error {
	for _, t := range tensors {
		if !slices.Equal(t.Shape(), p.weights.Shape()) || t.Dtype() != p.weights.Dtype() {
			return errors.Errorf("%s: the solver knows it with shape %v and type %v, received %v and %v: use a new solver for another network",
				p.name, t.Shape(), t.Dtype(), p.weights.Shape(), p.weights.Dtype())
		}
	}
	return nil
}

// release sets a gradient that runs add to back to zero.
func (p parameter) release() {
	if p.accumulator != nil {
		p.accumulator.Zero()
	}
}
