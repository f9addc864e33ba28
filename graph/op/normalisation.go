package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// A normalisation is an affine normalisation whose statistics come from each sample alone and are noted down by forward. The first two
// functions work on samples [first, last), the others on all.
type normalisation[T kernel.Float] struct {
	name          string
	forward       func(output, x, scale, shift []T, first, last int)
	inputGradient func(inputGradient, outputGradient, x, scale []T, first, last int)
	scaleGradient func(scaleGradient, outputGradient, x []T)
	shiftGradient func(shiftGradient, outputGradient []T)
}

// normalise declares the normalisation. The output is an input of the gradients that need the statistics, so that the forward pass runs
// before them.
func normalise[T kernel.Float](n normalisation[T], x, scale, shift *Node) (*Node, error) {
	return apply(definition[T]{
		name:  n.name,
		shape: x.Shape(),
		roles: []role{byImage, whole, whole},
		images: func(y []T, in inputs[T], first, last int) {
			n.forward(y, in.float[0], in.float[1], in.float[2], first, last)
		},
		differentiable: 3,
		gradient: func(output, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			input, err := apply(definition[T]{
				name:  n.name + "InputGradient",
				shape: x.Shape(),
				roles: []role{byImage, byImage, whole, order},
				images: func(gradient []T, in inputs[T], first, last int) {
					n.inputGradient(gradient, in.float[0], in.float[1], in.float[2], first, last)
				},
				inPlace: true,
			}, outputGradient, x, scale, output)
			if err != nil {
				return nil, err
			}
			scaling, err := apply(definition[T]{
				name:  n.name + "ScaleGradient",
				shape: scale.Shape(),
				roles: []role{whole, whole, order},
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
