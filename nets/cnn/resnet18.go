package cnn

import (
	"cmp"

	"github.com/reefml/reef/graph"
)

// ResNet18 holds the settings of the 18-layer residual network for photographs (He et al., 2015, table 1). 11,689,512 parameters with 1,000
// classes.
type ResNet18 struct {
	Width   int `json:"width"`   // filters of the first stage; default 64
	Classes int `json:"classes"` // default 10
}

// Declare declares the network. Input shape (N, C, H, W), 224x224 in the paper, at least 32x32; output shape (N, Classes).
func (r ResNet18) Declare(s *graph.Scope, x *graph.Node) *graph.Node {
	width := cmp.Or(r.Width, 64)
	x = convNormRectify(s.In("stem"), x, width, 7, 2)
	x = s.MaxPool2D(x, graph.Pool{Size: 3, Stride: 2, Padding: graph.Pad(1)})
	x = stages(s, x, 4, 2, width)
	return scores(s, s.GlobalAveragePool2D(x), r.Classes)
}
