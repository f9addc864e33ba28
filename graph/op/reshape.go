package op

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
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
		func() (*Node, error) { return reshape[float32]("Reshape", x, shape) },
		func() (*Node, error) { return reshape[float64]("Reshape", x, shape) })
}

func reshape[T kernel.Float](name string, x *Node, shape []int) (*Node, error) {
	return unary(name, x, shape, kernel.Copy[T], kernel.Copy[T])
}
