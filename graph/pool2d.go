package graph

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// Pool holds the settings of a pooling layer.
type Pool struct {
	Size   int // height of the window, and its width too unless Width is set; required
	Stride int // distance between neighbouring windows; default: Size

	Width, StrideWidth int // default: as Size, Stride

	Padding Padding // default Valid; must be smaller than the window
}

func (p Pool) window(x *Node) (op.Window, error) {
	if len(x.Shape()) != 4 {
		return op.Window{}, errors.Errorf("received an input of shape %v, expected images (N, C, H, W)", x.Shape())
	}
	width := cmp.Or(p.Width, p.Size)
	w := op.Window{
		Height: p.Size, Width: width,
		StrideHeight: cmp.Or(p.Stride, p.Size), StrideWidth: cmp.Or(p.StrideWidth, cmp.Or(p.Stride, width)),
		DilationHeight: 1, DilationWidth: 1,
	}
	return pad(p.Padding, w, x.Shape()[2], x.Shape()[3]), nil
}

// MaxPool2D takes the maximum of each window. Padding never wins. x has shape (N, C, H, W). Output shape: (N, C, H', W') with H' = (H +
// padding - Size) / Stride + 1, rounded down.
func (s *Scope) MaxPool2D(x *Node, p Pool) *Node {
	return s.layer("MaxPool2D", func(*Layer) (*Node, error) {
		window, err := p.window(x)
		if err != nil {
			return nil, err
		}
		if s.stock() {
			return stockMaxPool2D(x, window)
		}
		return op.MaxPool2D(x, window)
	}, x)
}

// AveragePool2D takes the mean of each window, over the elements that lie inside the image. x has shape (N, C, H, W). Output shape: as for
// MaxPool2D.
func (s *Scope) AveragePool2D(x *Node, p Pool) *Node {
	return s.own("AveragePool2D", "divides by the width of the image", x, func() (*Node, error) {
		window, err := p.window(x)
		if err != nil {
			return nil, err
		}
		return op.AveragePool2D(x, window)
	})
}

// GlobalMaxPool2D takes the maximum of each channel. x has shape (N, C, H, W). Output shape: (N, C).
func (s *Scope) GlobalMaxPool2D(x *Node) *Node {
	return s.own("GlobalMaxPool2D", "is missing", x, func() (*Node, error) { return op.GlobalMaxPool2D(x) })
}

// GlobalAveragePool2D takes the mean of each channel. x has shape (N, C, H, W). Output shape: (N, C).
func (s *Scope) GlobalAveragePool2D(x *Node) *Node {
	return s.own("GlobalAveragePool2D", "has no gradient", x, func() (*Node, error) { return op.GlobalAveragePool2D(x) })
}
