package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// unary declares an operator of one input whose gradient needs nothing but the gradient at the output and what forward noted down.
func unary[T kernel.Float](name string, x *Node, shape []int, forward, backward func(to, from []T)) (*Node, error) {
	return apply(definition[T]{
		name:           name,
		shape:          shape,
		forward:        func(output []T, in inputs[T]) error { forward(output, in.float[0]); return nil },
		differentiable: 1,
		gradient: func(output, outputGradient *Node) (gorgonia.Nodes, error) {
			// The output is an input of the gradient only so that the machine runs the forward pass first.
			gradient, err := apply(definition[T]{
				name:    name + "Gradient",
				shape:   x.Shape(),
				forward: func(inputGradient []T, in inputs[T]) error { backward(inputGradient, in.float[0]); return nil },
			}, outputGradient, output)
			return gorgonia.Nodes{gradient}, err
		},
	}, x)
}
