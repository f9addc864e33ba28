package augment

// Invert makes the negative of an image.
type Invert struct{}

// Apply changes the image alone.
func (Invert) Apply(example *Example) error { return Solarise{}.Apply(example) }
