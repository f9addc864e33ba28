package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

// PixelShuffle turns groups of factor*factor channels into squares of factor x factor pixels (Shi et al., 2016). x has shape (N,
// C*factor*factor, H, W). Output shape: (N, C, factor*H, factor*W).
func PixelShuffle(x *Node, factor int) (*Node, error) {
	if err := expectDims(x, 4, "(N, C, H, W)"); err != nil {
		return nil, err
	}
	if channels := x.Shape()[1]; factor < 1 || factor > channels || channels%(factor*factor) != 0 {
		return nil, errors.Errorf("received a factor of %d and %d channels, expected a multiple of factor*factor channels", factor, channels)
	}
	return byType(x,
		func() (*Node, error) { return pixelShuffle[float32](x, factor) },
		func() (*Node, error) { return pixelShuffle[float64](x, factor) })
}

func pixelShuffle[T kernel.Float](x *Node, factor int) (*Node, error) {
	s := x.Shape()
	channels := s[1] / (factor * factor)
	return unary("PixelShuffle", x, []int{s[0], channels, factor * s[2], factor * s[3]},
		func(output, input []T, first, last int) {
			kernel.PixelShuffle(output, input, last-first, channels, s[2], s[3], factor)
		},
		func(inputGradient, outputGradient []T, first, last int) {
			kernel.PixelUnshuffle(inputGradient, outputGradient, last-first, channels, s[2], s[3], factor)
		})
}
