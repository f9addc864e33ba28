package graph

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// GroupNorm normalises each sample over groups of neighbouring channels to mean 0 and variance 1, then scales and shifts every channel (Wu
// and He, 2018). x has shape (N, C) or (N, C, H, W); groups divides C. The parameters are scale (C) and shift (C). Output shape: that of x.
func (s *Scope) GroupNorm(x *Node, groups int, n Norm) *Node {
	return s.own("GroupNorm", "is missing", x, func() (*Node, error) {
		if len(x.Shape()) < 2 {
			return nil, errors.Errorf("received an input of shape %v, expected (N, C) or (N, C, H, W)", x.Shape())
		}
		scale, shift, err := s.affine(n, x.Shape()[1])
		if err != nil {
			return nil, err
		}
		return op.GroupNorm(x, scale, shift, groups, cmp.Or(n.Epsilon, 1e-5))
	})
}
