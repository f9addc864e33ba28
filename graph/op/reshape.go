package op

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Reshape gives the elements of x, in their order, another shape of equal size. It copies, so that no other operator can write through it
// into x.
func Reshape(x *Node, shape ...int) (*Node, error) {
	if len(shape) > 0 && slices.Min(shape) < 1 {
		return nil, errors.Errorf("received the shape %v, expected sizes of at least 1", tensor.Shape(shape))
	}
	if tensor.Shape(shape).TotalSize() != x.Shape().TotalSize() {
		return nil, errors.Errorf("received an input of shape %v, which cannot take the shape %v: %d elements against %d",
			x.Shape(), tensor.Shape(shape), x.Shape().TotalSize(), tensor.Shape(shape).TotalSize())
	}
	return byType(x,
		func() (*Node, error) { return reshape[float32](x, shape) },
		func() (*Node, error) { return reshape[float64](x, shape) })
}

func reshape[T kernel.Float](x *Node, shape []int) (*Node, error) {
	d := renamed[T]("Reshape", x, shape)
	d.gradient = func(_, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
		gradient, err := apply(renamed[T]("ReshapeGradient", outputGradient, x.Shape()), outputGradient)
		return gorgonia.Nodes{gradient}, err
	}
	d.differentiable = 1
	return apply(d, x)
}

// renamed defines the numbers of x under another shape. They are copied only if the output has memory of its own.
func renamed[T kernel.Float](name string, x *Node, shape []int) definition[T] {
	d := definition[T]{name: name, shape: shape, view: true}
	if entries(shape) == entries(x.Shape()) {
		d.images = func(output []T, in inputs[T], _, _ int) { copyUnlessSame(output, in.float[0]) }
	} else {
		d.forward = func(output []T, in inputs[T]) error { copyUnlessSame(output, in.float[0]); return nil }
	}
	return d
}

// copyUnlessSame copies input to output unless they lie in the same memory.
func copyUnlessSame[T kernel.Float](output, input []T) {
	if &output[0] != &input[0] {
		kernel.Copy(output, input)
	}
}
