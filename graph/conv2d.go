package graph

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// Conv holds the settings of a convolution.
type Conv struct {
	Filters int // number of output channels; required

	Kernel   int // height of a filter, and its width too unless KernelWidth is set; required
	Stride   int // distance between neighbouring positions of the filter; default 1
	Dilation int // distance between neighbouring taps of the filter; default 1

	KernelWidth, StrideWidth, DilationWidth int // default: as Kernel, Stride, Dilation

	Padding Padding // default Valid
	Groups  int     // number of groups of channels that do not see each other; as many as channels: a depthwise convolution; default 1

	NoBias bool        // leave out the bias, as before a normalisation
	Weight Initialiser // default He
	Bias   Initialiser // default Zeros
}

// window returns the settings as the kernels take them, without padding.
func (c Conv) window() op.Window {
	return op.Window{
		Height: c.Kernel, Width: cmp.Or(c.KernelWidth, c.Kernel),
		StrideHeight: cmp.Or(c.Stride, 1), StrideWidth: cmp.Or(c.StrideWidth, cmp.Or(c.Stride, 1)),
		DilationHeight: cmp.Or(c.Dilation, 1), DilationWidth: cmp.Or(c.DilationWidth, cmp.Or(c.Dilation, 1)),
	}
}

func (c Conv) check(x *Node) error {
	if len(x.Shape()) != 4 {
		return errors.Errorf("received an input of shape %v, expected images (N, C, H, W)", x.Shape())
	}
	if c.Filters < 1 || c.Kernel < 1 || c.Groups < 0 {
		return errors.Errorf("received %d filters of kernel %d in %d groups, expected at least one filter of at least 1x1", c.Filters, c.Kernel,
			c.Groups)
	}
	if channels, groups := x.Shape()[1], cmp.Or(c.Groups, 1); channels%groups != 0 || c.Filters%groups != 0 {
		return errors.Errorf("received %d groups for %d channels and %d filters, expected a divisor of both", groups, channels, c.Filters)
	}
	return nil
}

// Conv2d slides filters over images and adds a bias. x has shape (N, C, H, W); the parameters are weight (Filters, C/Groups, Kernel,
// KernelWidth) and bias (Filters). Output shape: (N, Filters, H', W'); for each axis H' = (H + padding - Dilation*(Kernel-1) - 1) / Stride
// + 1, rounded down.
func (s *Scope) Conv2d(x *Node, c Conv) *Node {
	return s.layer("Conv2d", func(l *Layer) (*Node, error) {
		if err := c.check(x); err != nil {
			return nil, err
		}
		groups, shape := cmp.Or(c.Groups, 1), x.Shape()
		window := pad(c.Padding, c.window(), shape[2], shape[3])
		taps := window.Height * window.Width
		fan := Fan{In: shape[1] / groups * taps, Out: c.Filters / groups * taps}
		weight, err := s.parameter("weight", c.Weight.or(He), fan, c.Filters, shape[1]/groups, window.Height, window.Width)
		if err != nil {
			return nil, err
		}
		bias, err := s.bias(c.NoBias, c.Bias, c.Filters)
		if err != nil {
			return nil, err
		}
		build := op.Conv2d
		if s.stock() {
			build = stockConv2d
		}
		y, err := build(x, weight, bias, window, groups)
		if err != nil {
			return nil, err
		}
		l.MultiplyAdds = int64(fan.In) * int64(y.Shape().TotalSize()/shape[0])
		return y, nil
	}, x)
}

// bias declares the bias of a layer, or nil if there is none.
func (s *Scope) bias(none bool, initialise Initialiser, size int) (*Node, error) {
	if none {
		return nil, nil
	}
	return s.parameter("bias", initialise.or(Zeros), Fan{}, size)
}
