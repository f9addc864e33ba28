// Package pixel has the loops over 8-bit images: resampling, conversion of colours, conversion to float32.
//
// They work on planes, one colour component each, as the rest of Reef does: (C, H, W).
//
// Invariants:
//   - Nothing here allocates once its buffers have grown to the size of the images.
//   - Arithmetic is in integers, or in a fixed order of float32 operations: assembly and Go give the same bytes.
package pixel

// Plane is a rectangle of 8-bit values in memory: the value at column x of row y is Values[y*Stride+x].
type Plane struct {
	Values        []uint8
	Width, Height int
	Stride        int // from a row to the next, at least Width
}

// Row returns row y.
func (p Plane) Row(y int) []uint8 {
	return p.Values[y*p.Stride : y*p.Stride+p.Width : y*p.Stride+p.Width]
}
