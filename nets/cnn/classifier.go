package cnn

import (
	"cmp"
	"strconv"

	"github.com/reefml/reef/graph"
)

// Classifier holds the settings of the field's first convolutional network: for each entry of Filters a 3x3 convolution with Rectify and 2x2
// max-pooling, then a fully connected layer with Rectify and dropout. The zero value is the network for MNIST: 32 and 64 filters, a
// fully connected layer of 128, 421,642 parameters.
type Classifier struct {
	Filters []int   `json:"filters"` // filters of each convolution; nil means {32, 64}
	Hidden  int     `json:"hidden"`  // width of the fully connected layer; default 128
	Dropout float64 `json:"dropout"` // rate before the scores; default 0.2; NoDropout for none
	Classes int     `json:"classes"` // default 10
}

// Declare declares the network. Input shape (N, C, H, W); output shape (N, Classes).
func (c Classifier) Declare(s *graph.Scope, x *graph.Node) *graph.Node {
	filters, dropout := c.Filters, cmp.Or(c.Dropout, 0.2)
	if filters == nil {
		filters = []int{32, 64}
	}
	if dropout == NoDropout {
		dropout = 0
	}

	for i, n := range filters {
		block := s.In("block" + strconv.Itoa(i+1))
		x = block.Conv2d(x, graph.Conv{Filters: n, Kernel: 3, Padding: graph.Same})
		x = block.Rectify(x)
		x = block.MaxPool2D(x, graph.Pool{Size: 2})
	}
	x = s.Flatten(x)
	hidden := s.In("hidden")
	x = hidden.Dense(x, cmp.Or(c.Hidden, 128))
	x = hidden.Rectify(x)
	x = hidden.Dropout(x, dropout)
	return scores(s, x, c.Classes)
}
