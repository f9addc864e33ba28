package jpeg

// reconstruct transforms the block in d.block, of which coefficients past index last are zero, to its place in the
// component's plane, and clears it.
func (d *Decoder) reconstruct(c *component, x, y, last int) {
	size := 8 / d.shrink
	out := c.plane[((y-c.needed.Min.Y)*c.stride+x-c.needed.Min.X)*size:]
	switch {
	case size == 8 && last == 0:
		inverseFlat(low(d.block[0]), out, c.stride)
		d.block[0] = 0
		return
	case size == 8 && last <= lowLast:
		inverseLow(&d.block, out, c.stride)
	case size == 8:
		inverse(&d.block, out, c.stride)
	case size == 4:
		inverse4(&d.block, out, c.stride)
	case size == 2:
		inverse2(&d.block, out, c.stride)
	default:
		inverse1(&d.block, out)
	}
	d.block = coefficients{}
}

// reconstructStored transforms the needed blocks of a progressive picture.
func (d *Decoder) reconstructStored() {
	for i := range d.frame.components[:d.frame.count] {
		c := &d.frame.components[i]
		for y := c.needed.Min.Y; y < c.needed.Max.Y; y++ {
			for x := c.needed.Min.X; x < c.needed.Max.X; x++ {
				last := 0
				for index, value := range &c.stored[y*c.storedWide+x] {
					if value != 0 {
						d.block[zigzagPair[index]&31] += int64(value) * c.multipliers[index]
						last = index
					}
				}
				d.reconstruct(c, x, y, last)
			}
		}
	}
}
