package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

// MaxPool2D is the maximum of each window, of at most 256 taps. Padding never wins, so it must be smaller than the window; a NaN does. x has
// shape (N, C, H, W). Output shape: (N, C, H', W') as for Conv2d.
//
// The maximum of rectified numbers is the rectified maximum, and so are the gradients: Rectify is moved behind the pooling, where it has
// less to do and where the pooling can be fused with what is before it.
func MaxPool2D(x *Node, window Window) (*Node, error) {
	p, err := pooling(x, window)
	if err != nil {
		return nil, err
	}
	if taps := window.Height * window.Width; taps > kernel.MostTaps {
		return nil, errors.Errorf("received a window of %dx%d, expected at most %d taps: pool in two steps, or use GlobalMaxPool2D for whole images",
			window.Height, window.Width, kernel.MostTaps)
	}
	if isRectify(x) {
		pooled, err := MaxPool2D(operand(x), window)
		if err != nil {
			return nil, err
		}
		return Rectify(pooled)
	}
	return byType(x,
		func() (*Node, error) { return maxPool2D[float32](p, x) },
		func() (*Node, error) { return maxPool2D[float64](p, x) })
}

func maxPool2D[T kernel.Float](p kernel.Pooling, x *Node) (*Node, error) {
	height, width := p.Output()
	size := p.Channels * height * width
	places := make([]uint8, p.Batch*size)
	return unary("MaxPool2D", x, []int{p.Batch, p.Channels, height, width},
		func(output, input []T, first, last int) {
			kernel.MaxPool2D(few(p, last-first), output, places[first*size:last*size], input)
		},
		func(inputGradient, outputGradient []T, first, last int) {
			kernel.MaxPool2DGradient(few(p, last-first), inputGradient, outputGradient, places[first*size:last*size])
		})
}

// few returns p for some of the images.
func few(p kernel.Pooling, images int) kernel.Pooling {
	p.Batch = images
	return p
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
