package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

// MaxPool2D is the maximum of each window, of at most 256 taps. Padding never wins, so it must be smaller than the window; a NaN does. x has
// shape (N, C, H, W). Output shape: (N, C, H', W') as for Conv2d.
func MaxPool2D(x *Node, window Window) (*Node, error) {
	p, err := pooling(x, window)
	if err != nil {
		return nil, err
	}
	if taps := window.Height * window.Width; taps > kernel.MostTaps {
		return nil, errors.Errorf("received a window of %dx%d, expected at most %d taps: pool in two steps, or use GlobalMaxPool2D for whole images",
			window.Height, window.Width, kernel.MostTaps)
	}
	return byType(x,
		func() (*Node, error) { return maxPool2D[float32](p, x) },
		func() (*Node, error) { return maxPool2D[float64](p, x) })
}

func maxPool2D[T kernel.Float](p kernel.Pooling, x *Node) (*Node, error) {
	height, width := p.Output()
	places := make([]uint8, p.Batch*p.Channels*height*width)
	return unary("MaxPool2D", x, []int{p.Batch, p.Channels, height, width},
		func(output, input []T) { kernel.MaxPool2D(p, output, places, input) },
		func(inputGradient, outputGradient []T) {
			kernel.MaxPool2DGradient(p, inputGradient, outputGradient, places)
		})
}

// pooling checks the arguments of a pooling operator.
func pooling(x *Node, window Window) (kernel.Pooling, error) {
	if err := expectDims(x, 4, "(N, C, H, W)"); err != nil {
		return kernel.Pooling{}, err
	}
	s := x.Shape()
	if err := checkWindow(window, s[2], s[3]); err != nil {
		return kernel.Pooling{}, err
	}
	if max(window.Top, window.Bottom) >= window.Height || max(window.Left, window.Right) >= window.Width || window.DilationHeight > 1 ||
		window.DilationWidth > 1 {
		return kernel.Pooling{}, errors.Errorf("received a window %+v, expected no dilation and a padding smaller than the window", window)
	}
	return kernel.Pooling{Batch: s[0], Channels: s[1], Height: s[2], Width: s[3], Window: window}, nil
}
