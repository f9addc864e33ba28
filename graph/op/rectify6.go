package op

import "github.com/reefml/reef/internal/kernel"

// Rectify6 is min(max(0, x), 6), element by element (Howard et al., "MobileNets", 2017). Its gradient at 0 and 6 is 0. Output shape: that
// of x.
func Rectify6(x *Node) (*Node, error) {
	return activate(x, rectify6[float32](), rectify6[float64]())
}

func rectify6[T kernel.Float]() activation[T] {
	return activation[T]{name: "Rectify6", forward: kernel.Rectify6[T], derivative: kernel.Rectify6Gradient[T]}
}
