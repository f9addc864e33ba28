// Package graph declares networks as symbolic expression graphs on Gorgonia and compiles them into programs.
//
// A network is a function from a Scope and input nodes to an output node. It is called once for every graph: one for training, one for
// evaluation, one for each batch size. The Scope finds or creates parameters by path ("block1/weight"), so that all graphs share the
// parameters of one Store. Compile calls the function, derives the gradients, and returns a Program that runs on a TapeMachine.
//
// Invariants:
//   - Declaring never panics and needs no error checks: the Scope keeps the first error, with the layer's path, and Compile returns it.
//   - Whether a layer trains or evaluates is a property of its graph, decided when it is declared. No flag flips afterwards.
//   - The seed of the Store decides initial values and dropout. The same seed and the same steps give the same bits.
//   - A parameter keeps its shape: a graph that asks for another one does not compile.
//
// Images are in NCHW order: sample, channel, row, column.
package graph

import "gorgonia.org/gorgonia"

// Node is a node of Gorgonia's expression graph. Gorgonia's own functions may be used on it (see Scope.Layer).
type Node = gorgonia.Node

// Net declares a network from an input x, with samples on the first axis, and returns its output.
type Net func(s *Scope, x *Node) *Node

// Mode is what a graph is for.
type Mode int

const (
	// Evaluation applies a network as it is: no dropout, batch normalisation by running statistics.
	Evaluation Mode = iota
	// Training drops out, and normalises by the statistics of the batch.
	Training
)

// String is the mode's name.
func (m Mode) String() string {
	if m == Training {
		return "training"
	}
	return "evaluation"
}

// ImageShape is the shape of one image.
type ImageShape struct {
	Channels int `json:"channels"` // 1 for grey, 3 for red, green and blue
	Height   int `json:"height"`   // pixels
	Width    int `json:"width"`    // pixels
}

// Size is the number of values in one image.
func (s ImageShape) Size() int { return s.Channels * s.Height * s.Width }
