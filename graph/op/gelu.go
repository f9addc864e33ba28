package op

import "github.com/reefml/reef/internal/kernel"

// GELU is x times the cumulative distribution function of the normal distribution, element by element, exactly, not by the approximation
// with tanh (Hendrycks and Gimpel, 2016). Output shape: that of x.
func GELU(x *Node) (*Node, error) {
	return activate(x, gelu[float32](), gelu[float64]())
}

func gelu[T kernel.Float]() activation[T] {
	return activation[T]{name: "GELU", forward: kernel.GELU[T], derivative: kernel.GELUGradient[T]}
}
