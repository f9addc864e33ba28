package graph

import "github.com/reefml/reef/graph/op"

// Padding says how many zeros surround an image before a window slides over it. It is Valid, Same, Pad or Sides; nil means Valid.
type Padding interface {
	// around returns the window with its padding set, for images of that size.
	around(w op.Window, height, width int) op.Window
}

type namedPadding int

const (
	// Valid adds nothing: the window stays inside the image.
	Valid namedPadding = iota
	// Same makes the output as large as the input divided by the stride, rounded up. Where the number of zeros is odd, the extra one is below
	// and to the right.
	Same
)

// Pad adds the same number of zeros on all four sides.
type Pad int

// Sides adds a number of zeros for each side.
type Sides struct{ Top, Bottom, Left, Right int }

func (p namedPadding) around(w op.Window, height, width int) op.Window {
	if p == Same {
		w.Top, w.Bottom = same(height, w.Height, w.StrideHeight, w.DilationHeight)
		w.Left, w.Right = same(width, w.Width, w.StrideWidth, w.DilationWidth)
	}
	return w
}

// same splits the zeros that one axis needs.
func same(size, window, stride, dilation int) (before, after int) {
	if stride < 1 {
		return 0, 0 // an error that the operator reports
	}
	outputs := (size + stride - 1) / stride
	total := max((outputs-1)*stride+dilation*(window-1)+1-size, 0)
	return total / 2, total - total/2
}

func (p Pad) around(w op.Window, _, _ int) op.Window {
	w.Top, w.Bottom, w.Left, w.Right = int(p), int(p), int(p), int(p)
	return w
}

func (p Sides) around(w op.Window, _, _ int) op.Window {
	w.Top, w.Bottom, w.Left, w.Right = p.Top, p.Bottom, p.Left, p.Right
	return w
}

// pad applies a padding that may be nil.
func pad(p Padding, w op.Window, height, width int) op.Window {
	if p == nil {
		p = Valid
	}
	return p.around(w, height, width)
}
