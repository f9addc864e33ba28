package augment

import (
	"math"
	"math/rand/v2"
)

// CentreCrop takes the middle of the image. What reaches over the edges of a small image is black.
type CentreCrop struct {
	Size Size // of the result
}

// Draw returns a View, or a Window if the image is smaller. It draws nothing.
func (c CentreCrop) Draw(_ *rand.Rand, size Size) Operation {
	middle := func(outer, inner int) int { return int(math.RoundToEven(float64(outer-inner) / 2)) }
	top, left := middle(size.Height, c.Size.Height), middle(size.Width, c.Size.Width)
	if c.Size.Height > size.Height || c.Size.Width > size.Width {
		return Window{Top: top, Left: left, Size: c.Size}
	}
	return ofPart(top, left, c.Size)
}
