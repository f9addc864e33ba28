package augment

import "slices"

// Autocontrast stretches the values of each channel so that they reach from 0 to 255, as Pillow's ImageOps.autocontrast does.
type Autocontrast struct{}

// Apply changes the image alone. A channel with one value stays as it is.
func (Autocontrast) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	for channel := range example.Image.Channels {
		values := example.Image.Channel(channel)
		low, high := slices.Min(values), slices.Max(values)
		if low == high {
			continue
		}
		scale := 255 / float64(high-low)
		offset := -float64(float64(low) * scale)
		stretched := tableOf(func(value uint8) uint8 {
			return uint8(min(max(float64(float64(value)*scale)+offset, 0), 255))
		})
		stretched.lookUp(values)
	}
	return nil
}
