package op

import "github.com/reefml/reef/internal/kernel"

// Sigmoid is 1/(1+exp(-x)), element by element. Output shape: that of x.
func Sigmoid(x *Node) (*Node, error) {
	return activate(x, sigmoid[float32](), sigmoid[float64]())
}

func sigmoid[T kernel.Float]() activation[T] {
	return activation[T]{name: "Sigmoid", forward: kernel.Sigmoid[T], derivative: kernel.SigmoidGradient[T], fromOutput: true}
}
