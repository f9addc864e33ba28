package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// An activation is an elementwise function of one input.
type activation[T kernel.Float] struct {
	name    string
	forward func(output, input []T)
	// derivative takes the gradient at the output and the values it depends on: the output if fromOutput, else the input.
	derivative func(inputGradient, outputGradient, x []T)
	fromOutput bool
	cheap      bool // takes no longer than reading and writing
}

// declare applies the activation. Its output has the input's shape.
func (a activation[T]) declare(x *Node) (*Node, error) {
	return apply(definition[T]{
		name:           a.name,
		shape:          x.Shape(),
		images:         func(output []T, in inputs[T], _, _ int) { a.forward(output, in.float[0]) },
		inPlace:        true,
		cheap:          a.cheap,
		differentiable: 1,
		gradient: func(output, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			from := x
			if a.fromOutput {
				from = output
			}
			gradient, err := apply(definition[T]{
				name:    a.name + "Gradient",
				shape:   x.Shape(),
				images:  func(inputGradient []T, in inputs[T], _, _ int) { a.derivative(inputGradient, in.float[0], in.float[1]) },
				inPlace: true,
				cheap:   a.cheap,
			}, outputGradient, from)
			return gorgonia.Nodes{gradient}, err
		},
	}, x)
}

// activate declares the activation for the element type of x.
func activate(x *Node, float32 activation[float32], float64 activation[float64]) (*Node, error) {
	return byType(x,
		func() (*Node, error) { return float32.declare(x) },
		func() (*Node, error) { return float64.declare(x) })
}
