package cnn

import (
	"strconv"

	"github.com/reefml/reef/graph"
)

// basicBlock is the residual block of two 3x3 convolutions (He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2015,
// figure 2). Where the stride or the number of channels changes, a 1x1 convolution with batch normalisation adapts the shortcut. Output
// shape: (N, filters, H/stride, W/stride), rounded up.
func basicBlock(s *graph.Scope, x *graph.Node, filters, stride int) *graph.Node {
	shortcut := x
	if stride != 1 || x.Shape()[1] != filters {
		shortcut = convNorm(s.In("shortcut"), x, filters, 1, stride)
	}
	x = convNormRectify(s.In("convolution1"), x, filters, 3, stride)
	x = convNorm(s.In("convolution2"), x, filters, 3, 1)
	return s.Rectify(s.Add(x, shortcut))
}

// stages is a chain of basic blocks: the same number in each stage, every stage but the first halving the image and doubling the filters.
func stages(s *graph.Scope, x *graph.Node, count, blocks, filters int) *graph.Node {
	for stage := range count {
		for block := range blocks {
			stride := 1
			if stage > 0 && block == 0 {
				stride = 2
			}
			scope := s.In("stage" + strconv.Itoa(stage+1)).In("block" + strconv.Itoa(block+1))
			x = basicBlock(scope, x, filters<<stage, stride)
		}
	}
	return x
}
