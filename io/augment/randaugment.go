package augment

import (
	"cmp"
	"math/rand/v2"
)

// RandAugment does a few operations of one magnitude (Cubuk et al., "RandAugment: Practical automated data augmentation with a reduced search
// space", 2020). Operations and magnitudes are those of torchvision's RandAugment. Each of these is as likely, and may be done again:
//
//	              at magnitude 0   at magnitude 30
//	identity
//	shear x, y    0                0.3 pixels per pixel        to either side, about the top left
//	translate x   0                150/331 of the width        to either side, in whole pixels
//	translate y   0                150/331 of the height       likewise
//	rotate        0                30 degrees                  to either side, about the middle
//	brightness    1                0.1 or 1.9                  the factor
//	saturation    1                0.1 or 1.9
//	contrast      1                0.1 or 1.9
//	sharpness     1                0.1 or 1.9
//	posterise     8 bits           4 bits                      rounded
//	solarise      255              0                           the smallest value that is inverted
//	autocontrast
//	equalise
//
// Unlike torchvision's, which takes the nearest pixel, what is moved is interpolated.
type RandAugment struct {
	Operations int   // for an image; default 2
	Magnitude  int   // from 0 to 30; 9 is usual
	Fill       uint8 // the value of all channels where nothing of the image is
}

// Draw returns a Sequence.
func (r RandAugment) Draw(random *rand.Rand, size Size) Operation {
	p := policy{shear: 0.3, translate: 150. / 331, degrees: 30, enhance: 0.9, bits: 4, fill: r.Fill}
	sequence := make(Sequence, max(cmp.Or(r.Operations, 2), 0))
	for i := range sequence {
		sequence[i] = p.draw(random, size, min(max(r.Magnitude, 0), bins-1))
	}
	return sequence
}
