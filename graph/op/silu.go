package op

import "github.com/reefml/reef/internal/kernel"

// SiLU is x/(1+exp(-x)), element by element (Elfwing, Uchibe and Doya, 2018). Output shape: that of x.
func SiLU(x *Node) (*Node, error) {
	return activate(x, silu[float32](), silu[float64]())
}

func silu[T kernel.Float]() activation[T] {
	return activation[T]{name: "SiLU", forward: kernel.SiLU[T], derivative: kernel.SiLUGradient[T]}
}
