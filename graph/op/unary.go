package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// unary declares an operator of one input, image by image, whose gradient needs nothing but the gradient at the output and what forward
// noted down.
func unary[T kernel.Float](name string, x *Node, shape []int, forward, backward func(to, from []T, first, last int)) (*Node, error) {
	return apply(unaryDefinition(name, x, shape, forward, backward), x)
}

// unaryDefinition is what unary applies, for those that have something to add.
func unaryDefinition[T kernel.Float](name string, x *Node, shape []int, forward, backward func(to, from []T, first, last int)) definition[T] {
	return definition[T]{
		name:           name,
		shape:          shape,
		images:         func(output []T, in inputs[T], first, last int) { forward(output, in.float[0], first, last) },
		differentiable: 1,
		gradient: func(output, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			gradient, err := apply(definition[T]{
				name:  name + "Gradient",
				shape: x.Shape(),
				// The output is an input only so that the machine runs the forward pass first.
				roles: []role{byImage, order},
				images: func(inputGradient []T, in inputs[T], first, last int) {
					backward(inputGradient, in.float[0], first, last)
				},
				cheap: true,
			}, outputGradient, output)
			return gorgonia.Nodes{gradient}, err
		},
	}
}
