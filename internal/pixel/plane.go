// Package pixel has the loops over 8-bit images: resampling, conversion of colours, conversion to float32.
//
// They work on planes, one colour component each, as the rest of Reef does: (C, H, W).
//
// Invariants:
//   - Nothing here allocates once its buffers have grown to the size of the images.
//   - Arithmetic is in integers, or in a fixed order of float32 operations: assembly and Go give the same bytes.
//   - Functions over plain slices take as many values as their first slice has; the others are at least as long, or they panic. Functions
//     over planes check them and return errors.
package pixel

//go:generate go -C gen run . -part resize -out ../resize_amd64.s -stubs ../resize_stubs_amd64.go -pkg pixel
//go:generate go -C gen run . -part colour -out ../colour_amd64.s -stubs ../colour_stubs_amd64.go -pkg pixel
//go:generate go -C gen run . -part float -out ../float_amd64.s -stubs ../float_stubs_amd64.go -pkg pixel

import "github.com/pkg/errors"

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

// check says what is wrong with a plane, which errors call by the name of its role.
func (p Plane) check(role string) error {
	switch {
	case p.Width < 1 || p.Height < 1:
		return errors.Errorf("the %s is %d x %d pixels (width x height), expected at least 1 x 1", role, p.Width, p.Height)
	case p.Stride < p.Width:
		return errors.Errorf("the %s has rows of %d pixels and a stride of %d, expected a stride of at least the width", role, p.Width, p.Stride)
	case len(p.Values) < p.Width || (len(p.Values)-p.Width)/p.Stride < p.Height-1:
		return errors.Errorf("the %s has %d values, expected (height - 1) * stride + width of them, for a width of %d, a height of %d and a stride of %d",
			role, len(p.Values), p.Width, p.Height, p.Stride)
	}
	return nil
}
