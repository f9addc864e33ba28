package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// SoftMax is exp(x) / sum(exp(x)) over the second axis: the classes of (N, C), the channels of (N, C, H, W). The maximum is subtracted
// first, so that scores of any size are safe. Output shape: that of x.
func SoftMax(x *Node) (*Node, error) {
	return byType(x,
		func() (*Node, error) {
			return alongClasses("SoftMax", x, kernel.SoftMax[float32], kernel.SoftMaxGradient[float32])
		},
		func() (*Node, error) {
			return alongClasses("SoftMax", x, kernel.SoftMax[float64], kernel.SoftMaxGradient[float64])
		})
}

// alongClasses declares an operator over the second axis whose gradient is computed from its output.
func alongClasses[T kernel.Float](name string, x *Node, forward func(a kernel.Axis, output, input []T),
	derivative func(a kernel.Axis, inputGradient, outputGradient, output []T)) (*Node, error) {
	axis, err := classAxis(x)
	if err != nil {
		return nil, err
	}
	return apply(definition[T]{
		name:  name,
		shape: x.Shape(),
		images: func(output []T, in inputs[T], first, last int) {
			forward(someSamples(axis, first, last), output, in.float[0])
		},
		inPlace:        true,
		differentiable: 1,
		gradient: func(output, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			gradient, err := apply(definition[T]{
				name:  name + "Gradient",
				shape: x.Shape(),
				images: func(inputGradient []T, in inputs[T], first, last int) {
					derivative(someSamples(axis, first, last), inputGradient, in.float[0], in.float[1])
				},
				inPlace: true,
			}, outputGradient, output)
			return gorgonia.Nodes{gradient}, err
		},
	}, x)
}
