package augment

import (
	"math/rand/v2"

	"github.com/reefml/reef/internal/pixel"
)

// Grey takes the colour out of an image.
type Grey struct {
	Probability float64
}

// Draw returns Decolour, or the Identity.
func (g Grey) Draw(random *rand.Rand, _ Size) Operation {
	if happens(random, g.Probability) {
		return Decolour{}
	}
	return Identity{}
}

// Decolour sets all channels to the luma of ITU-R BT.601, with the weights that Pillow's mode L has.
type Decolour struct{}

// Apply leaves the number of channels as it is.
func (Decolour) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	m := &example.Image
	if m.Channels == 3 {
		pixel.RGBToGrey(m.Channel(0), m.Channel(0), m.Channel(1), m.Channel(2))
		copy(m.Channel(1), m.Channel(0))
		copy(m.Channel(2), m.Channel(0))
	}
	return nil
}
