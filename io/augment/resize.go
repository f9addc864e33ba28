package augment

import (
	"math/rand/v2"

	"github.com/reefml/reef/io/imagefile"
)

// Resize resamples the whole image.
type Resize struct {
	Size    Size // of the result
	Shorter int  // the result's shorter side, instead of Size: the shape is kept, and the longer side rounded down
	Filter  imagefile.Filter
}

// Draw returns a View. It draws nothing.
func (r Resize) Draw(_ *rand.Rand, size Size) Operation {
	target := r.Size
	if r.Shorter > 0 {
		shorter := min(size.Height, size.Width)
		target = Size{Height: size.Height * r.Shorter / shorter, Width: size.Width * r.Shorter / shorter}
	}
	return whole(size).resizedTo(target, r.Filter)
}
