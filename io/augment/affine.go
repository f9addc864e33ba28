package augment

import (
	"math"
	"math/rand/v2"
)

// Affine turns, moves, scales and shears the image about its middle. It is drawn as torchvision draws it.
type Affine struct {
	Degrees   float64 // turned by up to this, to either side
	Translate float64 // moved by up to this share of the height and of the width, in whole pixels
	Scale     Range   // larger by a factor; default 1
	Shear     float64 // sheared along rows by up to this, in degrees, to either side
	Fill      uint8   // the value of all channels where nothing of the image is
}

// Draw returns a Warp.
func (a Affine) Draw(random *rand.Rand, size Size) Operation {
	height, width := float64(size.Height), float64(size.Width)
	degrees := symmetric(random, a.Degrees)
	right, down := symmetric(random, float64(a.Translate*width)), symmetric(random, float64(a.Translate*height))
	scale := a.Scale.or(Range{1, 1}).draw(random)
	shear := math.Tan(symmetric(random, a.Shear) * (math.Pi / 180))
	about := Rotation(degrees).After(Shearing(shear, 0)).After(Scaling(scale, scale)).About(width/2, height/2)
	return Warp{Matrix: Translation(math.Round(right), math.Round(down)).After(about), Fill: a.Fill}
}
