package graph

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// LayerNorm normalises each sample over its last axes to mean 0 and variance 1, then scales and shifts every element (Ba, Kiros and
// Hinton, 2016). axes is the number of axes, 1 for (N, features); x has more. The parameters are scale and shift, of the shape of those
// axes. Output shape: that of x.
func (s *Scope) LayerNorm(x *Node, axes int, n Norm) *Node {
	return s.own("LayerNorm", "is missing", x, func() (*Node, error) {
		shape := x.Shape()
		if axes < 1 || axes >= len(shape) {
			return nil, errors.Errorf("received %d axes for an input of shape %v, expected 1 to %d", axes, shape, len(shape)-1)
		}
		scale, shift, err := s.affine(n, shape[len(shape)-axes:]...)
		if err != nil {
			return nil, err
		}
		return op.LayerNorm(x, scale, shift, cmp.Or(n.Epsilon, 1e-5))
	})
}
