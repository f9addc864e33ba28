package graph

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// Add is the sum of tensors of equal shape. Output shape: theirs.
func (s *Scope) Add(xs ...*Node) *Node {
	return s.layer("Add", func(*Layer) (*Node, error) {
		sum := xs[0]
		for _, x := range xs[1:] {
			var err error
			if sum, err = op.Add(sum, x); err != nil {
				return nil, err
			}
		}
		return sum, nil
	}, xs...)
}

// Concat joins tensors along the second axis, that of channels or features; all other axes must agree. Output shape: that of the inputs,
// with their channels added.
func (s *Scope) Concat(xs ...*Node) *Node {
	return s.layer("Concat", func(*Layer) (*Node, error) { return op.Concat(1, xs...) }, xs...)
}

// Reshape gives every sample another shape of equal size. x has shape (N, ...). Output shape: (N, shape...).
func (s *Scope) Reshape(x *Node, shape ...int) *Node {
	return s.layer("Reshape", func(*Layer) (*Node, error) {
		if len(x.Shape()) < 1 {
			return nil, errors.New("received a scalar, expected samples on the first axis")
		}
		return op.Reshape(x, append([]int{x.Shape()[0]}, shape...)...)
	}, x)
}

// Flatten makes a row of every sample. x has shape (N, ...). Output shape: (N, product of the rest).
func (s *Scope) Flatten(x *Node) *Node {
	return s.layer("Flatten", func(*Layer) (*Node, error) {
		if len(x.Shape()) < 2 {
			return nil, errors.Errorf("received an input of shape %v, expected (N, ...)", x.Shape())
		}
		samples := x.Shape()[0]
		return op.Reshape(x, samples, x.Shape().TotalSize()/samples)
	}, x)
}
