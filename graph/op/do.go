package op

import (
	"slices"
	"unsafe"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Do runs the operator.
func (o *operator[T]) Do(values ...gorgonia.Value) (result gorgonia.Value, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = errors.Errorf("%s: %v", o.name, cause)
		}
	}()
	start := o.timing.begin()
	if err := o.read(values); err != nil {
		return nil, errors.Wrap(err, o.name)
	}
	if err := o.compute(); err != nil {
		return nil, errors.Wrap(err, o.name)
	}
	o.timing.end(start)
	return o.value, nil
}

// compute sets o.output and o.value from o.in.
func (o *operator[T]) compute() error {
	if o.prepare != nil {
		if err := o.prepare(o.in); err != nil {
			return err
		}
	}
	if o.fused {
		o.value = nowhere
		return nil
	}
	switch {
	case o.filled != nil:
		o.output = o.filled
	case o.alias:
		o.output = o.in.float[0]
	}
	if o.output == nil { // neither planned nor run before; an operator that no output depends on never gets here, and needs no memory
		o.output = make([]T, o.shape.TotalSize())
	}
	switch {
	case o.filled != nil || o.alias:
	case o.images != nil:
		o.run()
	default:
		if err := o.forward(o.output, o.in); err != nil {
			return err
		}
	}
	o.wrap()
	return nil
}

// nowhere is the value of an operator that is fused into its reader: a scalar, so that any other reader would report it.
var nowhere gorgonia.Value = gorgonia.NewF64(0)

// read points o.in at the values. Their shapes may differ from those declared, since a stock operator may have reshaped a header.
func (o *operator[T]) read(values []gorgonia.Value) error {
	if len(values) != len(o.arguments) {
		return errors.Errorf("received %d inputs, expected %d", len(values), len(o.arguments))
	}
	for i, v := range values {
		want := &o.arguments[i]
		if want.producer != nil || want.role == order {
			continue
		}
		if v == nil || v.Dtype() != want.dtype || v.Shape().TotalSize() != want.shape.TotalSize() {
			return errors.Errorf("received as input %d a value of %s, expected shape %v and type %v", i, describe(v), want.shape, want.dtype)
		}
		if want.dtype == tensor.Int {
			labels, err := labelsOf(v)
			if err != nil {
				return errors.Wrapf(err, "input %d", i)
			}
			o.in.labels = labels
			continue
		}
		floats, err := floatsOf[T](v)
		if err != nil {
			return errors.Wrapf(err, "input %d", i)
		}
		o.in.float[want.place] = floats
	}
	return nil
}

// wrap makes o.value show o.output under the declared shape, unless it does: a stock operator that consumed the value may have reshaped or
// transposed its header, and an alias follows its input. Shapes are compared number by number, as Shape.Eq takes a row for a column.
func (o *operator[T]) wrap() {
	if len(o.shape) == 0 {
		switch x := any(o.output[0]).(type) {
		case float32:
			o.value = gorgonia.NewF32(x)
		case float64:
			o.value = gorgonia.NewF64(x)
		}
		return
	}
	d, ok := o.value.(*tensor.Dense)
	if !ok || !slices.Equal(d.Shape(), o.shape) || !isRowMajor(d) || d.Uintptr() != uintptr(unsafe.Pointer(&o.output[0])) {
		o.value = tensor.New(tensor.WithShape(o.shape...), tensor.WithBacking(o.output))
	}
}
