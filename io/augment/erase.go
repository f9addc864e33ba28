package augment

import (
	"math/rand/v2"

	"github.com/pkg/errors"
)

// Erase covers a rectangle of the image (Zhong et al., "Random erasing data augmentation", 2020). It is drawn as torchvision draws it. The mask
// and the boxes stay: what is hidden is there still.
type Erase struct {
	Probability float64
	Scale       Range // of the rectangle's share of the area; default 0.02 to 0.33
	Ratio       Range // of its width over its height; default 0.3 to 3.3
	Fill        uint8 // the value of all channels
}

// Draw returns a Cover, or the Identity if no rectangle is found that is smaller than the image along both axes.
func (e Erase) Draw(random *rand.Rand, size Size) Operation {
	if !happens(random, e.Probability) {
		return Identity{}
	}
	scale, ratio := e.Scale.or(Range{0.02, 0.33}), e.Ratio.or(Range{0.3, 3.3})
	for range cropAttempts {
		part := drawPart(random, size, scale, ratio)
		if part.Height < size.Height && part.Width < size.Width {
			top, left := random.IntN(size.Height-part.Height+1), random.IntN(size.Width-part.Width+1)
			return Cover{Top: top, Left: left, Size: part, Fill: e.Fill}
		}
	}
	return Identity{}
}

// Cover paints a rectangle of the image.
type Cover struct {
	Top, Left int
	Size      Size
	Fill      uint8 // the value of all channels
}

// Apply changes the image alone. The rectangle must lie in the image.
func (c Cover) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	m := &example.Image
	if min(c.Top, c.Left, c.Size.Height, c.Size.Width) < 0 || c.Top > m.Height-c.Size.Height || c.Left > m.Width-c.Size.Width {
		return errors.Errorf("the rectangle has %d × %d pixels from row %d and column %d, want one within an image of %d × %d",
			c.Size.Height, c.Size.Width, c.Top, c.Left, m.Height, m.Width)
	}
	for channel := range m.Channels {
		p := plane(m, channel)
		for y := range c.Size.Height {
			paint(p.Row(c.Top + y)[c.Left:c.Left+c.Size.Width], c.Fill)
		}
	}
	return nil
}
