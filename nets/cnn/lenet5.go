package cnn

import "github.com/reefml/reef/graph"

// LeNet5 holds the settings of LeNet-5 (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998):
// convolutions of 6 and 16 filters of 5x5, each with Tanh and 2x2 average pooling, then fully connected layers of 120 and 84.
// It differs from the paper as is usual today: pooling has no parameters, every filter of the second convolution sees all six channels, and
// the last layer is fully connected. 61,706 parameters.
type LeNet5 struct {
	Classes int `json:"classes"` // default 10
}

// Declare declares the network. Input shape (N, C, 28, 28), padded to 32x32 by the first layer; output shape (N, Classes).
func (l LeNet5) Declare(s *graph.Scope, x *graph.Node) *graph.Node {
	x = s.In("block1").Conv2d(x, graph.Conv{Filters: 6, Kernel: 5, Padding: graph.Pad(2), Weight: graph.Glorot})
	x = s.Tanh(x)
	x = s.AveragePool2D(x, graph.Pool{Size: 2})
	x = s.In("block2").Conv2d(x, graph.Conv{Filters: 16, Kernel: 5, Weight: graph.Glorot})
	x = s.Tanh(x)
	x = s.AveragePool2D(x, graph.Pool{Size: 2})

	x = s.Flatten(x)
	x = s.In("hidden1").DenseWith(x, graph.DenseSettings{Outputs: 120, Weight: graph.Glorot})
	x = s.Tanh(x)
	x = s.In("hidden2").DenseWith(x, graph.DenseSettings{Outputs: 84, Weight: graph.Glorot})
	x = s.Tanh(x)
	return scores(s, x, l.Classes)
}
