package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// floatsOf returns the elements of v in row-major order, without a copy unless v is a transposed or sliced view.
func floatsOf[T kernel.Float](v gorgonia.Value) ([]T, error) {
	switch v := v.(type) {
	case *tensor.Dense:
		return denseFloats[T](v)
	case *gorgonia.F32:
		return convert[T]([]float32{float32(*v)})
	case *gorgonia.F64:
		return convert[T]([]float64{float64(*v)})
	}
	return nil, errors.Errorf("received a %T, expected a *tensor.Dense or a scalar", v)
}

func denseFloats[T kernel.Float](d *tensor.Dense) ([]T, error) {
	if d.RequiresIterator() || !d.DataOrder().IsRowMajor() || d.DataOrder().IsNotContiguous() {
		contiguous, ok := d.Materialize().(*tensor.Dense)
		if !ok {
			return nil, errors.Errorf("received a view of shape %v that cannot be made contiguous", d.Shape())
		}
		d = contiguous
	}
	switch d.Dtype() {
	case tensor.Float32:
		return convert[T](d.Float32s())
	case tensor.Float64:
		return convert[T](d.Float64s())
	}
	return nil, errors.Errorf("received elements of type %v, expected float32 or float64", d.Dtype())
}

// convert asserts that the slice has elements of type T.
func convert[T kernel.Float](slice any) ([]T, error) {
	if floats, ok := slice.([]T); ok {
		return floats, nil
	}
	return nil, errors.Errorf("received %T, expected %T: the operator's inputs are of one element type", slice, []T(nil))
}

func labelsOf(v gorgonia.Value) ([]int, error) {
	if d, ok := v.(*tensor.Dense); ok && !d.RequiresIterator() {
		return d.Ints(), nil
	}
	return nil, errors.Errorf("received a %T, expected a contiguous *tensor.Dense of int", v)
}
