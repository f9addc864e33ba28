package cnn

import (
	"cmp"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
)

// MobileNet holds the settings of MobileNet v1 (Howard et al., "MobileNets: efficient convolutional neural networks for mobile vision
// applications", 2017, table 1): thirteen pairs of a depthwise 3x3 and a pointwise 1x1 convolution. As in the authors' own program the
// activation is Rectify6. 4,231,976 parameters with 1,000 classes.
type MobileNet struct {
	Width   float64 `json:"width"`   // factor on the number of filters of every layer; the paper has 1, 0.75, 0.5 and 0.25; default 1
	Classes int     `json:"classes"` // default 10
}

// Declare declares the network. Input shape (N, C, H, W), 224x224 in the paper, at least 32x32; output shape (N, Classes).
func (m MobileNet) Declare(s *graph.Scope, x *graph.Node) *graph.Node {
	width := cmp.Or(m.Width, 1)
	if !(width > 0 && width <= 64) {
		s.Fail("MobileNet", errors.Errorf("received a width of %v, expected a factor above 0, at most 64", width))
		return x
	}
	filters := func(n int) int { return max(int(width*float64(n)), 1) }

	stem := s.In("stem")
	x = stem.Rectify6(convNorm(stem, x, filters(32), 3, 2))
	for i, block := range []struct{ filters, stride int }{
		{64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1}, {512, 1}, {512, 1}, {1024, 2}, {1024, 1},
	} {
		x = separable(s.In("block"+strconv.Itoa(i+1)), x, filters(block.filters), block.stride)
	}
	return scores(s, s.GlobalAveragePool2D(x), m.Classes)
}

// separable is a depthwise 3x3 convolution followed by a pointwise one, each with batch normalisation and Rectify6. Output shape: (N,
// filters, H/stride, W/stride), rounded up.
func separable(s *graph.Scope, x *graph.Node, filters, stride int) *graph.Node {
	channels := x.Shape()[1]
	depthwise := s.In("depthwise")
	x = depthwise.Conv2d(x, graph.Conv{
		Filters: channels, Groups: channels, Kernel: 3, Stride: stride, Padding: graph.Pad(1), NoBias: true,
	})
	x = depthwise.Rectify6(depthwise.BatchNorm(x, graph.Norm{}))
	pointwise := s.In("pointwise")
	return pointwise.Rectify6(convNorm(pointwise, x, filters, 1, 1))
}
