package graph

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// ConvTranspose holds the settings of a transposed convolution. Its embedded settings are those of the convolution that it transposes:
// with Same padding the output is Stride times as large as the input.
type ConvTranspose struct {
	Conv
	// ExtraHeight and ExtraWidth enlarge the output below and to the right, by less than the stride: several sizes lead back to the same
	// input. Ignored with Same padding.
	ExtraHeight, ExtraWidth int
}

// ConvTranspose2d enlarges images by the transpose of a convolution. x has shape (N, C, H, W); the parameters are weight (C,
// Filters/Groups, Kernel, KernelWidth) and bias (Filters). Output shape: (N, Filters, H', W') with H' = (H-1)*Stride - padding +
// Dilation*(Kernel-1) + 1 + ExtraHeight; with Same padding H' = H*Stride.
func (s *Scope) ConvTranspose2d(x *Node, c ConvTranspose) *Node {
	return s.layer("ConvTranspose2d", func(l *Layer) (*Node, error) {
		if err := c.check(x); err != nil {
			return nil, err
		}
		if s.stock() {
			return nil, errors.New("Gorgonia has no transposed convolution: use the fast operators")
		}
		groups, shape := cmp.Or(c.Groups, 1), x.Shape()
		window, height, width := c.geometry(shape[2], shape[3])
		taps := window.Height * window.Width
		fan := Fan{In: shape[1] / groups * taps, Out: c.Filters / groups * taps}
		weight, err := s.parameter("weight", c.Weight.or(He), fan, shape[1], c.Filters/groups, window.Height, window.Width)
		if err != nil {
			return nil, err
		}
		bias, err := s.bias(c.NoBias, c.Bias, c.Filters)
		if err != nil {
			return nil, err
		}
		l.MultiplyAdds = int64(fan.Out) * int64(x.Shape().TotalSize()/shape[0])
		return op.ConvTranspose2d(x, weight, bias, window, groups, height, width)
	}, x)
}

// geometry returns the padded window and the size of the output for an input of that size.
func (c ConvTranspose) geometry(height, width int) (w op.Window, outputHeight, outputWidth int) {
	w = c.window()
	if c.Padding == Same {
		outputHeight, outputWidth = height*w.StrideHeight, width*w.StrideWidth
		return pad(Same, w, outputHeight, outputWidth), outputHeight, outputWidth
	}
	w = pad(c.Padding, w, 0, 0) // the other paddings do not depend on the size
	outputHeight = (height-1)*w.StrideHeight - w.Top - w.Bottom + w.DilationHeight*(w.Height-1) + 1 + c.ExtraHeight
	outputWidth = (width-1)*w.StrideWidth - w.Left - w.Right + w.DilationWidth*(w.Width-1) + 1 + c.ExtraWidth
	return w, outputHeight, outputWidth
}
