package cnn

import (
	"cmp"

	"github.com/reefml/reef/graph"
)

// ResNet9 holds the settings of the shallow, wide residual network that learns CIFAR-10 fast (after Page, "How to train your ResNet", 2018):
// eight 3x3 convolutions, two of the four stages with a residual connection, and a fully connected layer.
type ResNet9 struct {
	Width   int `json:"width"`   // filters of the first convolution, doubled three times; default 64
	Classes int `json:"classes"` // default 10
}

// Declare declares the network. Input shape (N, C, H, W), at least 8x8; output shape (N, Classes).
func (r ResNet9) Declare(s *graph.Scope, x *graph.Node) *graph.Node {
	width := cmp.Or(r.Width, 64)
	x = convNormRectify(s.In("stem"), x, width, 3, 1)
	x = halve(s.In("stage1"), x, 2*width)
	x = residual(s.In("stage1").In("residual"), x)
	x = halve(s.In("stage2"), x, 4*width)
	x = halve(s.In("stage3"), x, 8*width)
	x = residual(s.In("stage3").In("residual"), x)
	return scores(s, s.GlobalMaxPool2D(x), r.Classes)
}

// halve is a convolution followed by 2x2 max-pooling. Output shape: (N, filters, H/2, W/2).
func halve(s *graph.Scope, x *graph.Node, filters int) *graph.Node {
	return s.MaxPool2D(convNormRectify(s, x, filters, 3, 1), graph.Pool{Size: 2})
}

// residual adds two convolutions of x to x. Output shape: that of x.
func residual(s *graph.Scope, x *graph.Node) *graph.Node {
	filters := x.Shape()[1]
	y := convNormRectify(s.In("convolution1"), x, filters, 3, 1)
	y = convNormRectify(s.In("convolution2"), y, filters, 3, 1)
	return s.Add(x, y)
}
