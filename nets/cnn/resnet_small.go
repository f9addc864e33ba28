package cnn

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
)

// SmallResNet holds the settings of the residual networks for images of 32x32 (He et al., 2015, section 4.2): three stages of 16, 32 and 64
// filters. Its shortcuts are projections where the shape changes. Depth 20: 272,474 parameters; 32: 466,906; 56: 855,770.
type SmallResNet struct {
	Depth   int `json:"depth"`   // number of layers with weights, 6n+2; default 20
	Width   int `json:"width"`   // filters of the first stage; default 16
	Classes int `json:"classes"` // default 10
}

// Declare declares the network. Input shape (N, C, H, W); output shape (N, Classes).
func (r SmallResNet) Declare(s *graph.Scope, x *graph.Node) *graph.Node {
	depth, width := cmp.Or(r.Depth, 20), cmp.Or(r.Width, 16)
	if depth < 8 || (depth-2)%6 != 0 {
		s.Fail("SmallResNet", errors.Errorf("received a depth of %d, expected 6n+2: 8, 14, 20, 32, 44, 56, 110", depth))
	}
	x = convNormRectify(s.In("stem"), x, width, 3, 1)
	x = stages(s, x, 3, (depth-2)/6, width)
	return scores(s, s.GlobalAveragePool2D(x), r.Classes)
}
