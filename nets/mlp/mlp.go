// Package mlp holds the multilayer perceptron: layers that are fully connected and know nothing of neighbourhood.
package mlp

import (
	"strconv"

	"github.com/reefml/reef/graph"
)

// NoDropout is the setting for a network without dropout, as the zero value means the default.
const NoDropout = -1

// Perceptron holds the settings of a multilayer perceptron: Flatten, then Dense, Rectify and Dropout for each hidden layer, then Dense. The
// zero value is the usual first network for MNIST: one hidden layer of 128, dropout 0.2, 10 classes.
type Perceptron struct {
	Hidden  []int   `json:"hidden"`  // widths of the hidden layers; nil means {128}, empty means none
	Dropout float64 `json:"dropout"` // rate after each hidden layer; default 0.2; NoDropout for none
	Classes int     `json:"classes"` // default 10
}

// Declare declares the network. Input shape (N, C, H, W) or (N, features); output shape (N, Classes), unnormalised scores.
func (p Perceptron) Declare(s *graph.Scope, x *graph.Node) *graph.Node {
	hidden, dropout, classes := p.Hidden, p.Dropout, p.Classes
	if hidden == nil {
		hidden = []int{128}
	}
	switch dropout {
	case 0:
		dropout = 0.2
	case NoDropout:
		dropout = 0
	}
	if classes == 0 {
		classes = 10
	}

	x = s.Flatten(x)
	for i, width := range hidden {
		layer := s.In("hidden" + strconv.Itoa(i+1))
		x = layer.Dense(x, width)
		x = layer.Rectify(x)
		x = layer.Dropout(x, dropout)
	}
	return s.In("scores").DenseWith(x, graph.DenseSettings{Outputs: classes, Weight: graph.Glorot})
}
