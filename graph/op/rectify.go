package op

import "github.com/reefml/reef/internal/kernel"

// Rectify is max(0, x), element by element. Its gradient at 0 is 0. Output shape: that of x.
func Rectify(x *Node) (*Node, error) {
	return activate(x, rectify[float32](), rectify[float64]())
}

// isRectify tells whether an operator made by Rectify computes x.
func isRectify(x *Node) bool {
	o, ok := x.Op().(interface{ String() string })
	return ok && Owned(x) && o.String() == "Rectify"
}

// operand returns the input of a node whose operator takes one.
func operand(x *Node) *Node {
	inputs := x.Graph().From(x.ID())
	inputs.Next()
	return inputs.Node().(*Node)
}

func rectify[T kernel.Float]() activation[T] {
	return activation[T]{name: "Rectify", forward: kernel.Rectify[T], derivative: kernel.RectifyGradient[T], fromOutput: true, cheap: true}
}
