package augment

import "github.com/reefml/reef/internal/pixel"

// Contrast multiplies the distance of all values to the image's mean grey, as Pillow's ImageEnhance.Contrast does.
type Contrast struct {
	Factor float64 // 0: grey, 1: the image
}

// Apply changes the image alone.
func (c Contrast) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	mean, factor := example.meanGrey(), factorOf(c.Factor)
	return example.recolour(tableOf(func(value uint8) uint8 { return blend(mean, value, factor) }))
}

// meanGrey returns the mean luma, rounded.
func (e *Example) meanGrey() uint8 {
	m := &e.Image
	grey := m.Pixels
	if m.Channels == 3 {
		e.spare.Resize(1, m.Height, m.Width)
		grey = e.spare.Pixels
		pixel.RGBToGrey(grey, m.Channel(0), m.Channel(1), m.Channel(2))
	}
	sum := 0
	for _, value := range grey {
		sum += int(value)
	}
	return uint8((2*sum + len(grey)) / (2 * len(grey)))
}
