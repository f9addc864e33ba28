package op

import "github.com/reefml/reef/internal/kernel"

// Tanh is the hyperbolic tangent, element by element. Output shape: that of x.
func Tanh(x *Node) (*Node, error) {
	return activate(x, tanh[float32](), tanh[float64]())
}

func tanh[T kernel.Float]() activation[T] {
	return activation[T]{name: "Tanh", forward: kernel.Tanh[T], derivative: kernel.TanhGradient[T], fromOutput: true}
}
