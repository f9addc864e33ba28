package op

import "github.com/reefml/reef/internal/kernel"

// Rectify is max(0, x), element by element. Its gradient at 0 is 0. Output shape: that of x.
func Rectify(x *Node) (*Node, error) {
	return activate(x, rectify[float32](), rectify[float64]())
}

func rectify[T kernel.Float]() activation[T] {
	return activation[T]{name: "Rectify", forward: kernel.Rectify[T], derivative: kernel.RectifyGradient[T], fromOutput: true}
}
