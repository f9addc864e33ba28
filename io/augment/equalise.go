package augment

// Equalise spreads the values of each channel evenly over 0 to 255, as Pillow's ImageOps.equalize does.
type Equalise struct{}

// Apply changes the image alone.
func (Equalise) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	for channel := range example.Image.Channels {
		values := example.Image.Channel(channel)
		counts := histogram(values)
		last := 255
		for counts[last] == 0 {
			last--
		}
		step := (len(values) - counts[last]) / 255 // pixels that should have one value
		if step == 0 {
			continue
		}
		below := step / 2
		equal := tableOf(func(value uint8) uint8 {
			level := min(below/step, 255)
			below += counts[value]
			return uint8(level)
		})
		equal.lookUp(values)
	}
	return nil
}
