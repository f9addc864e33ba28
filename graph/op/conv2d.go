package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// Conv2d slides filters over images: a cross-correlation, as everywhere in the field. x has shape (N, C, H, W), filter (F, C/groups, kernel
// height, kernel width), bias (F) or is nil. Channels and filters are cut into groups that do not see each other; groups = C is a
// depthwise convolution. Output shape: (N, F, H', W') with H' = (H + top + bottom - dilation*(kernel-1) - 1) / stride + 1, rounded down.
func Conv2d(x, filter, bias *Node, window Window, groups int) (*Node, error) {
	c, err := convolution(x, filter, bias, window, groups)
	if err != nil {
		return nil, err
	}
	return byType(x,
		func() (*Node, error) { return conv2d[float32](c, x, filter, bias) },
		func() (*Node, error) { return conv2d[float64](c, x, filter, bias) })
}

// convolution checks the arguments of Conv2d.
func convolution(x, filter, bias *Node, window Window, groups int) (kernel.Convolution, error) {
	var none kernel.Convolution
	if err := expectDims(x, 4, "(N, C, H, W)"); err != nil {
		return none, err
	}
	if len(filter.Shape()) != 4 {
		return none, errors.Errorf("received a filter of shape %v, expected (filters, channels/groups, height, width)", filter.Shape())
	}
	s, filters := x.Shape(), filter.Shape()[0]
	if groups < 1 || s[1]%groups != 0 || filters%groups != 0 {
		return none, errors.Errorf("received %d groups for %d channels and %d filters, expected a divisor of both", groups, s[1], filters)
	}
	if err := expectShape("filter", filter, filters, s[1]/groups, window.Height, window.Width); err != nil {
		return none, err
	}
	if bias != nil {
		if err := expectShape("bias", bias, filters); err != nil {
			return none, err
		}
	}
	if err := checkWindow(window, s[2], s[3]); err != nil {
		return none, err
	}
	return kernel.Convolution{
		Batch: s[0], Channels: s[1], Height: s[2], Width: s[3], Filters: filters, Groups: groups, Window: window,
	}, nil
}

func conv2d[T kernel.Float](c kernel.Convolution, x, filter, bias *Node) (*Node, error) {
	height, width := c.Output()
	d := definition[T]{
		name:           "Conv2d",
		shape:          []int{c.Batch, c.Filters, height, width},
		arithmetic:     2 * int64(height*width) * int64(c.Batch) * int64(filter.Shape().TotalSize()),
		differentiable: 3,
		gradient: func(_, outputGradient *Node, wanted []bool) (gorgonia.Nodes, error) {
			return conv2dGradients[T](c, x, filter, bias, outputGradient, wanted)
		},
	}
	if c.Streams() {
		var packed kernel.PackedFilter[T]
		d.roles = []role{stored, whole, whole}
		d.group = c.GroupSize()
		d.prepare = func(in inputs[T]) error { packed.Pack(c, in.float[1], optional(in.float, 2)); return nil }
		d.images = func(output []T, in inputs[T], first, last int) { packed.Convolve(last-first, output, in.float[0]) }
	} else {
		d.forward = func(output []T, in inputs[T]) error {
			kernel.Conv2d(c, output, in.float[0], in.float[1], optional(in.float, 2))
			return nil
		}
	}
	return apply(d, withoutNil(x, filter, bias)...)
}

// optional returns the input at a place, nil if it is missing.
func optional[T any](in [][]T, place int) []T {
	if place < len(in) {
		return in[place]
	}
	return nil
}
