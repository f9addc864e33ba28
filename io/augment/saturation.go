package augment

import "github.com/reefml/reef/internal/pixel"

// Saturation multiplies the distance of each pixel to its grey, as Pillow's ImageEnhance.Color does.
type Saturation struct {
	Factor float64 // 0: grey, 1: the image
}

// Apply changes the image alone. A grey image stays as it is.
func (s Saturation) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	m, factor := &example.Image, factorOf(s.Factor)
	if m.Channels == 1 || factor == 1 {
		return nil
	}
	example.spare.Resize(1, m.Height, m.Width)
	grey := example.spare.Pixels
	pixel.RGBToGrey(grey, m.Channel(0), m.Channel(1), m.Channel(2))
	for channel := range m.Channels {
		values := m.Channel(channel)
		for i, base := range grey[:len(values)] {
			values[i] = blend(base, values[i], factor)
		}
	}
	return nil
}
