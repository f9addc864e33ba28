package augment

// Brightness multiplies all values, as Pillow's ImageEnhance.Brightness does.
type Brightness struct {
	Factor float64 // 0: black, 1: the image
}

// Apply changes the image alone.
func (b Brightness) Apply(example *Example) error {
	factor := factorOf(b.Factor)
	return example.recolour(tableOf(func(value uint8) uint8 { return blend(0, value, factor) }))
}
