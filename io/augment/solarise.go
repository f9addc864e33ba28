package augment

// Solarise inverts the bright values.
type Solarise struct {
	Threshold int // the smallest value that is inverted: 256 and more give the image, 0 its negative
}

// Apply changes the image alone.
func (s Solarise) Apply(example *Example) error {
	return example.recolour(tableOf(func(value uint8) uint8 {
		if int(value) < s.Threshold {
			return value
		}
		return 255 - value
	}))
}
