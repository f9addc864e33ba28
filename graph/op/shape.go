package op

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/tensor"
)

// Shapes are compared number by number: Shape.Eq takes a row for a column.

// expectDims returns an error unless x has that many dimensions. layout names them: "(N, C, H, W)".
func expectDims(x *Node, dims int, layout string) error {
	if len(x.Shape()) != dims {
		return errors.Errorf("received an input of shape %v, expected %d dimensions %s", x.Shape(), dims, layout)
	}
	return nil
}

// expectShape returns an error unless x has the shape. role names the input: "filter".
func expectShape(role string, x *Node, shape ...int) error {
	if !slices.Equal(x.Shape(), shape) {
		return errors.Errorf("received a %s of shape %v, expected %v", role, x.Shape(), tensor.Shape(shape))
	}
	return nil
}

// expectSame returns an error unless a and b have equal shapes and element types.
func expectSame(a, b *Node) error {
	if !slices.Equal(a.Shape(), b.Shape()) {
		return errors.Errorf("received inputs of shapes %v and %v, expected equal shapes", a.Shape(), b.Shape())
	}
	if a.Dtype() != b.Dtype() {
		return errors.Errorf("received inputs of types %v and %v, expected equal types", a.Dtype(), b.Dtype())
	}
	return nil
}

// sizeFrom is the number of elements of one entry along the axes before from: the product of the rest.
func sizeFrom(shape tensor.Shape, from int) int {
	size := 1
	for _, n := range shape[min(from, len(shape)):] {
		size *= n
	}
	return size
}

// channelsOf sees a tensor (N, C, ...) as samples, channels, and what is left.
func channelsOf(x *Node) (kernel.Channels, error) {
	s := x.Shape()
	if len(s) < 2 {
		return kernel.Channels{}, errors.Errorf("received an input of shape %v, expected (N, C) or (N, C, H, W)", s)
	}
	return kernel.Channels{Batch: s[0], Channels: s[1], Size: sizeFrom(s, 2)}, nil
}

// someImages returns c for images [first, last).
func someImages(c kernel.Channels, first, last int) kernel.Channels {
	c.Batch = last - first
	return c
}

// classAxis sees a tensor (N, C, ...) as an axis of C entries between the samples and what is left.
func classAxis(x *Node) (kernel.Axis, error) {
	c, err := channelsOf(x)
	return kernel.Axis{Outer: c.Batch, Size: c.Channels, Inner: c.Size}, err
}

// someSamples returns the axis for samples [first, last).
func someSamples(a kernel.Axis, first, last int) kernel.Axis {
	a.Outer = last - first
	return a
}
