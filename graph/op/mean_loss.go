package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// A loss compares two tensors of equal shape, element by element, and takes the mean.
type loss[T kernel.Float] struct {
	name       string
	forward    func(a, b []T) T
	derivative func(aGradient, a, b []T, upstream T)
	symmetric  bool // forward(a, b) == forward(b, a), and b has a gradient too
}

func meanLoss(a, b *Node, float32 loss[float32], float64 loss[float64]) (*Node, error) {
	if err := expectSame(a, b); err != nil {
		return nil, err
	}
	return byType(a,
		func() (*Node, error) { return float32.declare(a, b) },
		func() (*Node, error) { return float64.declare(a, b) })
}

func (l loss[T]) declare(a, b *Node) (*Node, error) {
	differentiable := 1
	if l.symmetric {
		differentiable = 2
	}
	return apply(definition[T]{
		name:           l.name,
		forward:        func(loss []T, in inputs[T]) error { loss[0] = l.forward(in.float[0], in.float[1]); return nil },
		differentiable: differentiable,
		gradient: func(_, lossGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			gradients, err := l.gradient(lossGradient, a, b)
			if err != nil || !l.symmetric {
				return gorgonia.Nodes{gradients}, err
			}
			other, err := l.gradient(lossGradient, b, a)
			return gorgonia.Nodes{gradients, other}, err
		},
	}, a, b)
}

// gradient declares the gradient of the first argument.
func (l loss[T]) gradient(lossGradient, a, b *Node) (*Node, error) {
	samples := entries(a.Shape())
	return apply(definition[T]{
		name:  l.name + "Gradient",
		shape: a.Shape(),
		roles: []role{whole, byImage, byImage},
		images: func(aGradient []T, in inputs[T], first, last int) {
			// The derivative of the mean over these samples alone, times their share of all.
			l.derivative(aGradient, in.float[1], in.float[2], in.float[0][0]*T(last-first)/T(samples))
		},
	}, lossGradient, a, b)
}
