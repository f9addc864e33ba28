package augment

import "math/rand/v2"

// TrivialAugment does one operation of any magnitude (Müller and Hutter, "TrivialAugment: Tuning-free yet state-of-the-art data augmentation",
// 2021). Operations are those of RandAugment, with the wide magnitudes of torchvision's TrivialAugmentWide. There are 31 of them, each as likely:
//
//	              at magnitude 0   at magnitude 30
//	shear x, y    0                0.99 pixels per pixel
//	translate     0                32 pixels
//	rotate        0                135 degrees
//	factors       1                0.01 or 1.99
//	posterise     8 bits           2 bits
//	solarise      255              0
type TrivialAugment struct {
	Fill uint8 // the value of all channels where nothing of the image is
}

// Draw returns one operation.
func (t TrivialAugment) Draw(random *rand.Rand, size Size) Operation {
	p := policy{shear: 0.99, pixels: 32, degrees: 135, enhance: 0.99, bits: 6, fill: t.Fill}
	return p.draw(random, size, random.IntN(bins))
}
