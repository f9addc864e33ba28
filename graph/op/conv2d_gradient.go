package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// conv2dGradients declares the gradients of a convolution. They are computed in one pass over the output's gradient by one operator, that
// of the input if it is wanted, else that of the filter; it fills the outputs of the others.
func conv2dGradients[T kernel.Float](c kernel.Convolution, x, filter, bias, outputGradient *Node, wanted []bool) (gorgonia.Nodes, error) {
	plan := new(kernel.GradientPlan[T])
	var to kernel.ConvolutionGradients[T] // what the operator fills besides its output
	if wanted[0] {
		to.Filter = make([]T, filter.Shape().TotalSize())
	}
	if bias != nil {
		to.Bias = make([]T, c.Filters)
	}
	first := definition[T]{
		name:       "Conv2dFilterGradient",
		shape:      filter.Shape(),
		roles:      []role{byImage, whole, whole},
		arithmetic: 2 * int64(outputGradient.Shape().TotalSize()) * int64(filter.Shape().TotalSize()/c.Filters),
		forward: func(filterGradient []T, in inputs[T]) error {
			to := kernel.ConvolutionGradients[T]{Filter: filterGradient, Bias: to.Bias}
			plan.Compute(c, to, in.float[1], in.float[2], in.pull[0])
			return nil
		},
	}
	if wanted[0] {
		first.name, first.shape = "Conv2dGradients", x.Shape()
		first.arithmetic *= 2
		first.forward = func(inputGradient []T, in inputs[T]) error {
			to := kernel.ConvolutionGradients[T]{Input: inputGradient, Filter: to.Filter, Bias: to.Bias}
			plan.Compute(c, to, in.float[1], in.float[2], in.pull[0])
			return nil
		}
	}
	node, err := apply(first, outputGradient, x, filter)
	if err != nil {
		return nil, err
	}
	gradients := gorgonia.Nodes{nil, node}
	if wanted[0] {
		gradients[0] = node
		if gradients[1], err = filledBy(node, "Conv2dFilterGradient", to.Filter, filter.Shape()); err != nil {
			return nil, err
		}
	}
	if bias != nil {
		biasGradient, err := filledBy(node, "Conv2dBiasGradient", to.Bias, bias.Shape())
		return append(gradients, biasGradient), err
	}
	return gradients, nil
}

// filledBy declares a further output of the operator that computes a node: memory that it fills.
func filledBy[T kernel.Float](node *Node, name string, memory []T, shape []int) (*Node, error) {
	return apply(definition[T]{name: name, shape: shape, roles: []role{order}, filled: memory}, node)
}
