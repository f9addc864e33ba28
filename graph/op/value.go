package op

import (
	"fmt"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// describe names the shape and type of a value that may be nil.
func describe(v gorgonia.Value) string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprintf("shape %v and type %v", v.Shape(), v.Dtype())
}

// floatsOf returns the elements of v in row-major order, without a copy if they lie in memory in that order.
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

func denseFloats[T kernel.Float](d *tensor.Dense) (floats []T, err error) {
	if want := dtypeOf[T](); d.Dtype() != want {
		return nil, errors.Errorf("received elements of type %v, expected %v: the operator's inputs are of one element type", d.Dtype(), want)
	}
	switch memory := any(&floats).(type) { // through a pointer, since a slice in an interface is allocated
	case *[]float32:
		*memory = rowMajor(d, d.Float32s())
	case *[]float64:
		*memory = rowMajor(d, d.Float64s())
	}
	return floats, nil
}

// convert asserts that the slice has elements of type T.
func convert[T kernel.Float](slice any) ([]T, error) {
	if floats, ok := slice.([]T); ok {
		return floats, nil
	}
	return nil, errors.Errorf("received %T, expected %T: the operator's inputs are of one element type", slice, []T(nil))
}

func labelsOf(v gorgonia.Value) ([]int, error) {
	if d, ok := v.(*tensor.Dense); ok {
		return rowMajor(d, d.Ints()), nil
	}
	return nil, errors.Errorf("received a %T, expected a *tensor.Dense of int", v)
}

// isRowMajor tells whether the elements of d lie in memory in row-major order, without gaps. Those of a slice, a transposed view and a
// tensor in Fortran's order do not.
func isRowMajor(d *tensor.Dense) bool {
	return !d.RequiresIterator() && d.DataOrder().IsRowMajor() && d.DataOrder().IsContiguous()
}

// rowMajor returns the elements of d in row-major order: memory itself, which holds them, if it is in that order, else a copy.
func rowMajor[E any](d *tensor.Dense, memory []E) []E {
	if isRowMajor(d) {
		return memory
	}
	ordered := make([]E, 0, d.Shape().TotalSize())
	places := d.Iterator()
	for i, end := places.Next(); end == nil; i, end = places.Next() {
		ordered = append(ordered, memory[i])
	}
	return ordered
}
