package jpeg

import "github.com/reefml/reef/internal/pixel"

// makeRoom gives every component the memory of its plane and, in progressive pictures, of its coefficients.
func (d *Decoder) makeRoom() {
	size := 8 / d.shrink
	for i := range d.frame.components[:d.frame.count] {
		c := &d.frame.components[i]
		c.stride = c.needed.Dx() * size
		d.planes[i] = grow(d.planes[i], c.stride*c.needed.Dy()*size)
		c.plane = d.planes[i]
		if !d.frame.progressive {
			continue
		}
		c.storedWide = d.frame.unitsWide * c.sampling.Horizontal
		rows := d.neededUnits() * c.sampling.Vertical
		d.stored[i] = grow(d.stored[i], c.storedWide*rows)
		clear(d.stored[i])
		c.stored = d.stored[i]
	}
}

// neededUnits is how many rows of interleaved coded units there are down to the region's last row.
func (d *Decoder) neededUnits() int {
	units := 0
	for _, c := range d.frame.components[:d.frame.count] {
		units = max(units, divideUp(c.needed.Max.Y, c.sampling.Vertical))
	}
	return units
}

// grow returns a slice of n values in the memory of s, if it has room.
func grow[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

// result describes the planes.
func (d *Decoder) result() *Picture {
	f := &d.frame
	size := 8 / d.shrink
	for i := range f.components[:f.count] {
		c := &f.components[i]
		left, top := c.needed.Min.X*size, c.needed.Min.Y*size
		d.results[i] = Component{
			Plane: pixel.Plane{
				Values: c.plane,
				Width:  min(c.needed.Max.X*size, divideUp(c.width, d.shrink)) - left,
				Height: min(c.needed.Max.Y*size, divideUp(c.height, d.shrink)) - top,
				Stride: c.stride,
			},
			Left: left, Top: top,
			Sampling: c.sampling,
		}
	}
	d.picture = Picture{
		Header:     header(f, &d.metadata, d.sampling[:f.count]),
		Shrink:     d.shrink,
		Components: d.results[:f.count],
	}
	return &d.picture
}
