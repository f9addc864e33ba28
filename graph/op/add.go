package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// Add is the sum of two tensors of equal shape. Output shape: that of a and b.
func Add(a, b *Node) (*Node, error) {
	if err := expectSame(a, b); err != nil {
		return nil, err
	}
	return byType(a,
		func() (*Node, error) { return add[float32](a, b) },
		func() (*Node, error) { return add[float64](a, b) })
}

func add[T kernel.Float](a, b *Node) (*Node, error) {
	return apply(definition[T]{
		name:           "Add",
		shape:          a.Shape(),
		images:         func(output []T, in inputs[T], _, _ int) { kernel.Add(output, in.float[0], in.float[1]) },
		inPlace:        true,
		cheap:          true,
		differentiable: 2,
		gradient: func(_, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			return gorgonia.Nodes{outputGradient, outputGradient}, nil
		},
	}, a, b)
}
