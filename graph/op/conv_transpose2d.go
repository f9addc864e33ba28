package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// ConvTranspose2d is the transpose of Conv2d: what the gradient of a convolution does to its input, used to enlarge images (Dumoulin and
// Visin, "A guide to convolution arithmetic", 2016). x has shape (N, C, H, W), filter (C, F/groups, kernel height, kernel width), bias (F) or
// is nil. The window is that of the convolution from the output to x; height and width are the output's, and that convolution must
// lead back to H x W. Output shape: (N, F, height, width).
func ConvTranspose2d(x, filter, bias *Node, window Window, groups, height, width int) (*Node, error) {
	if err := expectDims(x, 4, "(N, C, H, W)"); err != nil {
		return nil, err
	}
	s := x.Shape()
	if len(filter.Shape()) != 4 {
		return nil, errors.Errorf("received a filter of shape %v, expected (%d, filters/groups, height, width)", filter.Shape(), s[1])
	}
	if err := expectShape("filter", filter, s[1], filter.Shape()[1], window.Height, window.Width); err != nil {
		return nil, err
	}
	if groups < 1 || s[1]%groups != 0 {
		return nil, errors.Errorf("received %d groups for %d channels, expected a divisor", groups, s[1])
	}
	filters := filter.Shape()[1] * groups
	if bias != nil {
		if err := expectShape("bias", bias, filters); err != nil {
			return nil, err
		}
	}
	if err := checkWindow(window, height, width); err != nil {
		return nil, err
	}
	// The convolution that this one transposes: its input is our output.
	c := kernel.Convolution{
		Batch: s[0], Channels: filters, Height: height, Width: width, Filters: s[1], Groups: groups, Window: window,
	}
	if h, w := c.Output(); h != s[2] || w != s[3] {
		return nil, errors.Errorf("received images of %dx%d and an output of %dx%d, from which the convolution leads back to %dx%d",
			s[2], s[3], height, width, h, w)
	}
	return byType(x,
		func() (*Node, error) { return convTranspose2d[float32](c, x, filter, bias) },
		func() (*Node, error) { return convTranspose2d[float64](c, x, filter, bias) })
}

func convTranspose2d[T kernel.Float](c kernel.Convolution, x, filter, bias *Node) (*Node, error) {
	plane := kernel.Channels{Batch: c.Batch, Channels: c.Channels, Size: c.Height * c.Width}
	arithmetic := 2 * int64(x.Shape().TotalSize()) * int64(filter.Shape().TotalSize()/c.Filters)
	return apply(definition[T]{
		name:       "ConvTranspose2d",
		shape:      []int{c.Batch, c.Channels, c.Height, c.Width},
		roles:      []role{byImage, whole, whole},
		arithmetic: arithmetic,
		forward: func(output []T, in inputs[T]) error {
			kernel.Conv2dGradients(c, kernel.ConvolutionGradients[T]{Input: output}, nil, in.float[1], in.pull[0])
			if bias != nil {
				kernel.AddBias(plane, output, output, in.float[2])
			}
			return nil
		},
		differentiable: 3,
		gradient: func(_, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			inputGradient, err := apply(definition[T]{
				name:       "ConvTranspose2dInputGradient",
				shape:      x.Shape(),
				arithmetic: arithmetic,
				forward: func(inputGradient []T, in inputs[T]) error {
					kernel.Conv2d(c, inputGradient, in.float[0], in.float[1], nil)
					return nil
				},
			}, outputGradient, filter)
			if err != nil {
				return nil, err
			}
			filterGradient, err := apply(definition[T]{
				name:       "ConvTranspose2dFilterGradient",
				shape:      filter.Shape(),
				roles:      []role{byImage, whole},
				arithmetic: arithmetic,
				forward: func(filterGradient []T, in inputs[T]) error {
					kernel.Conv2dGradients(c, kernel.ConvolutionGradients[T]{Filter: filterGradient}, in.float[1], nil, in.pull[0])
					return nil
				},
			}, x, outputGradient)
			if err != nil || bias == nil {
				return gorgonia.Nodes{inputGradient, filterGradient}, err
			}
			biasGradient, err := channelSum[T]("ConvTranspose2dBiasGradient", outputGradient)
			return gorgonia.Nodes{inputGradient, filterGradient, biasGradient}, err
		},
	}, withoutNil(x, filter, bias)...)
}
