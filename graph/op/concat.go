package op

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// Concat joins tensors along an axis. All other axes must agree. Output shape: that of the inputs, with their sizes added on the axis.
func Concat(axis int, xs ...*Node) (*Node, error) {
	if len(xs) == 0 {
		return nil, errors.New("received no inputs, expected at least one")
	}
	first := xs[0].Shape()
	if axis < 0 || axis >= len(first) {
		return nil, errors.Errorf("received axis %d for inputs of shape %v, expected 0 to %d", axis, first, len(first)-1)
	}
	for _, x := range xs[1:] {
		want := first.Clone()
		if len(x.Shape()) == len(first) {
			want[axis] = x.Shape()[axis]
		}
		if !slices.Equal(x.Shape(), want) || x.Dtype() != xs[0].Dtype() {
			return nil, errors.Errorf("received inputs of shapes %v and %v (%v and %v), expected equal types and sizes but for axis %d",
				first, x.Shape(), xs[0].Dtype(), x.Dtype(), axis)
		}
	}
	return byType(xs[0],
		func() (*Node, error) { return concat[float32](axis, xs) },
		func() (*Node, error) { return concat[float64](axis, xs) })
}

func concat[T kernel.Float](axis int, xs []*Node) (*Node, error) {
	shape := xs[0].Shape()
	inner, rows := sizeFrom(shape, axis+1), 1 // rows: of an image
	for _, n := range shape[min(1, axis):axis] {
		rows *= n
	}
	offsets := make([]int, len(xs)+1) // of each input on the axis; the last entry is the whole size
	for i, x := range xs {
		offsets[i+1] = offsets[i] + x.Shape()[axis]
	}
	size := offsets[len(xs)]
	shape[axis] = size
	d := definition[T]{
		name:           "Concat",
		shape:          shape,
		differentiable: len(xs),
		gradient: func(_, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			gradients := make(gorgonia.Nodes, len(xs))
			for i, x := range xs {
				part := definition[T]{name: "ConcatGradient", shape: x.Shape()}
				part.alongAxis(axis, func(inputGradient []T, in inputs[T], images int) {
					kernel.ConcatTake(inputGradient, in.float[0], images*rows, size, offsets[i+1]-offsets[i], offsets[i], inner)
				})
				var err error
				if gradients[i], err = apply(part, outputGradient); err != nil {
					return nil, err
				}
			}
			return gradients, nil
		},
	}
	d.alongAxis(axis, func(output []T, in inputs[T], images int) {
		for i, x := range in.float {
			kernel.ConcatPut(output, x, images*rows, size, offsets[i+1]-offsets[i], offsets[i], inner)
		}
	})
	return apply(d, xs...)
}

// alongAxis makes the definition compute image by image, unless images are what it joins or takes apart.
func (d *definition[T]) alongAxis(axis int, compute func(output []T, in inputs[T], images int)) {
	if axis == 0 {
		d.forward = func(output []T, in inputs[T]) error { compute(output, in, 1); return nil }
		return
	}
	d.images = func(output []T, in inputs[T], first, last int) { compute(output, in, last-first) }
}
