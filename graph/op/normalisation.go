package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// A normalisation is an affine normalisation whose statistics come from its input alone and are noted down by forward.
type normalisation[T kernel.Float] struct {
	name          string
	forward       func(output, x, scale, shift []T)
	inputGradient func(inputGradient, outputGradient, x, scale []T)
	scaleGradient func(scaleGradient, outputGradient, x []T)
	shiftGradient func(shiftGradient, outputGradient []T)
}

// normalise declares the normalisation. The output is an input of the gradients that need the statistics, so that the forward pass runs
// before them.
func normalise[T kernel.Float](n normalisation[T], x, scale, shift *Node) (*Node, error) {
	return apply(definition[T]{
		name:           n.name,
		shape:          x.Shape(),
		forward:        func(y []T, in inputs[T]) error { n.forward(y, in.float[0], in.float[1], in.float[2]); return nil },
		differentiable: 3,
		gradient: func(output, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			input, err := apply(definition[T]{
				name:  n.name + "InputGradient",
				shape: x.Shape(),
				forward: func(gradient []T, in inputs[T]) error {
					n.inputGradient(gradient, in.float[0], in.float[1], in.float[2])
					return nil
				},
			}, outputGradient, x, scale, output)
			if err != nil {
				return nil, err
			}
			scaling, err := apply(definition[T]{
				name:  n.name + "ScaleGradient",
				shape: scale.Shape(),
				forward: func(gradient []T, in inputs[T]) error {
					n.scaleGradient(gradient, in.float[0], in.float[1])
					return nil
				},
			}, outputGradient, x, output)
			if err != nil {
				return nil, err
			}
			shifting, err := apply(definition[T]{
				name:    n.name + "ShiftGradient",
				shape:   shift.Shape(),
				forward: func(gradient []T, in inputs[T]) error { n.shiftGradient(gradient, in.float[0]); return nil },
			}, outputGradient)
			return gorgonia.Nodes{input, scaling, shifting}, err
		},
	}, x, scale, shift)
}
