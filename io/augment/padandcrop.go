package augment

import "math/rand/v2"

// PadAndCrop moves the image by up to Padding pixels along each axis, as if it had been padded on all sides and cropped to its old size: what
// CIFAR networks are trained on (Lee et al., "Deeply-supervised nets", 2015).
type PadAndCrop struct {
	Padding int   // pixels
	Fill    uint8 // the value of all channels in the padding
	Reflect bool  // pad with the mirrored image instead
}

// Draw returns a Window.
func (p PadAndCrop) Draw(random *rand.Rand, size Size) Operation {
	padding := min(max(p.Padding, 0), farthest)
	top, left := random.IntN(2*padding+1)-padding, random.IntN(2*padding+1)-padding
	return Window{Top: top, Left: left, Size: size, Fill: p.Fill, Reflect: p.Reflect}
}
