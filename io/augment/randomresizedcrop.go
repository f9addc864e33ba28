package augment

import (
	"math"
	"math/rand/v2"

	"github.com/reefml/reef/io/imagefile"
)

// RandomResizedCrop takes a part of the image, of any size and nearly any shape, and resizes it: what ImageNet networks are trained on
// (Szegedy et al., "Going deeper with convolutions", 2015). It is drawn as torchvision draws it.
type RandomResizedCrop struct {
	Size   Size  // of the result
	Scale  Range // of the part's share of the area; default 0.08 to 1
	Ratio  Range // of the part's width over its height; default 3/4 to 4/3
	Filter imagefile.Filter
}

// cropAttempts is how often a part is drawn before the central one is taken.
const cropAttempts = 10

// Draw returns a View.
func (c RandomResizedCrop) Draw(random *rand.Rand, size Size) Operation {
	scale, ratio := c.Scale.or(Range{0.08, 1}), c.Ratio.or(Range{3. / 4, 4. / 3})
	for range cropAttempts {
		part := drawPart(random, size, scale, ratio)
		if min(part.Height, part.Width) >= 1 && part.Height <= size.Height && part.Width <= size.Width {
			top, left := random.IntN(size.Height-part.Height+1), random.IntN(size.Width-part.Width+1)
			return ofPart(top, left, part).resizedTo(c.Size, c.Filter)
		}
	}
	part := size
	switch shape := float64(size.Width) / float64(size.Height); {
	case shape < ratio.Low:
		part.Height = between(math.RoundToEven(float64(size.Width)/ratio.Low), size.Height)
	case shape > ratio.High:
		part.Width = between(math.RoundToEven(float64(size.Height)*ratio.High), size.Width)
	}
	return ofPart((size.Height-part.Height)/2, (size.Width-part.Width)/2, part).resizedTo(c.Size, c.Filter)
}

// drawPart draws the size of a part of an image, which may be larger than the image.
func drawPart(random *rand.Rand, size Size, scale, ratio Range) Size {
	area := float64(size.Height) * float64(size.Width) * scale.draw(random)
	shape := ratio.drawRatio(random)
	side := func(square float64) int {
		return between(math.RoundToEven(math.Sqrt(square)), 1<<30)
	}
	return Size{Height: side(area / shape), Width: side(area * shape)}
}

// between converts to a whole number from 1 to limit. NaN becomes 1.
func between(value float64, limit int) int {
	if !(value >= 1) {
		return 1
	}
	return int(min(value, float64(limit)))
}
