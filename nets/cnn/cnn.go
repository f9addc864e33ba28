// Package cnn holds convolutional networks for classifying images, one family a file.
//
// A network is a struct of settings whose method Declare is a graph.Net. The zero value of a setting is its documented default. Inputs have
// shape (N, C, H, W); outputs have shape (N, classes) and are unnormalised scores, to be given to CrossEntropy or SoftMax.
package cnn

import (
	"cmp"

	"github.com/reefml/reef/graph"
)

// NoDropout is the setting for a network without dropout, where the zero value means the default.
const NoDropout = -1

// convNorm is a convolution without bias followed by batch normalisation, both in the scope s. Padding keeps the size of the image where the
// stride is 1 and the kernel odd. Output shape: (N, filters, H/stride, W/stride), rounded up.
func convNorm(s *graph.Scope, x *graph.Node, filters, kernel, stride int) *graph.Node {
	x = s.Conv2d(x, graph.Conv{Filters: filters, Kernel: kernel, Stride: stride, Padding: graph.Pad(kernel / 2), NoBias: true})
	return s.BatchNorm(x, graph.Norm{})
}

// convNormRectify is convNorm followed by Rectify.
func convNormRectify(s *graph.Scope, x *graph.Node, filters, kernel, stride int) *graph.Node {
	return s.Rectify(convNorm(s, x, filters, kernel, stride))
}

// scores is the last layer of every network.
func scores(s *graph.Scope, x *graph.Node, classes int) *graph.Node {
	return s.In("scores").DenseWith(x, graph.DenseSettings{Outputs: cmp.Or(classes, 10), Weight: graph.Glorot})
}
