package augment

import "github.com/pkg/errors"

// Posterise leaves the highest bits of each value and clears the others.
type Posterise struct {
	Bits int // from 0 (black) to 8 (the image)
}

// Apply changes the image alone.
func (p Posterise) Apply(example *Example) error {
	if p.Bits < 0 || p.Bits > 8 {
		return errors.Errorf("posterising to %d bits, want 0 to 8", p.Bits)
	}
	kept := ^uint8(0xff >> p.Bits)
	return example.recolour(tableOf(func(value uint8) uint8 { return value & kept }))
}
