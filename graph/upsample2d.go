package graph

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
)

// Interpolation is a way to find values between pixels.
type Interpolation int

const (
	// Nearest repeats pixels.
	Nearest Interpolation = iota
	// Bilinear weighs the four nearest pixels; coordinates are those of the pixels' centres.
	Bilinear
)

// Upsample2D enlarges images factor times in both directions. x has shape (N, C, H, W). Output shape: (N, C, factor*H, factor*W).
func (s *Scope) Upsample2D(x *Node, factor int, interpolation Interpolation) *Node {
	return s.layer("Upsample2D", func(*Layer) (*Node, error) {
		switch {
		case s.stock() && interpolation == Nearest:
			return gorgonia.Upsample2D(x, factor)
		case s.stock():
			return nil, errors.New("Gorgonia's Upsample2D repeats pixels, it does not interpolate: use the fast operators")
		case interpolation == Nearest:
			return op.UpsampleNearest2D(x, factor)
		case interpolation == Bilinear:
			return op.UpsampleBilinear2D(x, factor)
		}
		return nil, errors.Errorf("received the interpolation %d, expected Nearest or Bilinear", interpolation)
	}, x)
}

// PixelShuffle turns groups of factor*factor channels into squares of factor x factor pixels (Shi et al., 2016). x has shape (N,
// C*factor*factor, H, W). Output shape: (N, C, factor*H, factor*W).
func (s *Scope) PixelShuffle(x *Node, factor int) *Node {
	return s.own("PixelShuffle", "is missing", x, func() (*Node, error) { return op.PixelShuffle(x, factor) })
}
