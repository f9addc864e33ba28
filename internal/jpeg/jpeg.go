// Package jpeg decodes JPEG files (ITU-T T.81, JFIF, Adobe's APP14) to planes, one a component: whole pictures or a part of one, at full
// size or at a half, a quarter or an eighth.
//
// Colours are not converted and subsampled planes are not enlarged: what resamples the planes does that better, and for fewer pixels.
// Baseline, extended sequential and progressive files of 8 bits with Huffman coding are read; arithmetic coding, 12 bits and lossless coding
// are refused.
//
// Invariants:
//   - A part of a picture is the same bytes as that part of the whole.
//   - Bad input is an error that names the byte, never a panic and never work or memory out of proportion: memory is taken only for what
//     MaxPixels allows.
//   - Once a Decoder's memory has grown to the size of the pictures, decoding allocates nothing.
package jpeg

import (
	"cmp"
	"image"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/pixel"
)

// DefaultMaxPixels is the MaxPixels of a Decoder that does not say otherwise.
const DefaultMaxPixels = 100_000_000

// Colour says what the components of a picture are.
type Colour int

// The colours. Inks are stored by most programs (those that write Adobe's marker) so that 255 is no ink.
const (
	Grey  Colour = iota // one component
	YCbCr               // JFIF's, of full range
	RGB
	CMYK
	YCCK // YCbCr of the inverse of CMY, and K
)

// Header is what stands before the pixels.
type Header struct {
	Width, Height int // in pixels
	Colour        Colour
	Inverted      bool // CMYK, YCCK: 255 is no ink
	Progressive   bool
	Components    []Sampling
}

// Sampling is how many values a component has, across and down, for the most that any has.
type Sampling struct{ Across, Down int }

// most returns the largest numbers of values.
func (h *Header) most() Sampling {
	var most Sampling
	for _, c := range h.Components {
		most.Across, most.Down = max(most.Across, c.Across), max(most.Down, c.Down)
	}
	return most
}

// Component is a decoded plane of a picture.
type Component struct {
	pixel.Plane
	// Left and Top are the place of the plane's first value in the component of the whole picture at this size.
	Left, Top int
	// Across and Down are how many pixels, of the picture at this size, a value covers.
	Across, Down float64
}

// Picture is a decoded picture, or a part of one. It is valid until the decoder is used again.
type Picture struct {
	Header
	Planes []Component
}

// Decoder decodes files one after the other. The zero value is ready. It is not for concurrent use.
type Decoder struct {
	// MaxPixels is the largest width times height of a picture. 0 means DefaultMaxPixels.
	MaxPixels int

	reader
	picture Picture
	samples []uint8 // of all planes
}

// ReadHeader reads a file up to the frame header.
func ReadHeader(encoded []byte) (Header, error) {
	var r reader
	if err := r.readHeader(encoded); err != nil {
		return Header{}, err
	}
	return r.header, nil
}

// Decode decodes the part of a picture that region, in pixels of the whole picture, needs, at 1/shrink of its size. shrink is 1, 2, 4 or 8.
// The planes hold at least the region, widened to whole blocks.
func (d *Decoder) Decode(encoded []byte, region image.Rectangle, shrink int) (*Picture, error) {
	if shrink != 1 && shrink != 2 && shrink != 4 && shrink != 8 {
		return nil, errors.Errorf("received the shrink factor %d, expected 1, 2, 4 or 8", shrink)
	}
	if err := d.readHeader(encoded); err != nil {
		return nil, err
	}
	if limit := cmp.Or(d.MaxPixels, DefaultMaxPixels); d.header.Width > limit/d.header.Height {
		return nil, errors.Errorf("the picture has %d x %d pixels, expected at most %d in all", d.header.Width, d.header.Height, limit)
	}
	if whole := image.Rect(0, 0, d.header.Width, d.header.Height); region.Empty() || !region.In(whole) {
		return nil, errors.Errorf("received the region %v, expected a part of the picture, %v", region, whole)
	}
	d.layOut(region, shrink)
	if err := d.readScans(); err != nil {
		return nil, err
	}
	return &d.picture, nil
}

// layOut makes room for the planes and says which blocks go where.
func (d *Decoder) layOut(region image.Rectangle, shrink int) {
	most := d.header.most()
	d.most, d.shrink = most, shrink
	d.unitsAcross = ceil(d.header.Width, 8*most.Across)
	d.unitsDown = ceil(d.header.Height, 8*most.Down)
	units := image.Rect(region.Min.X/(8*most.Across), region.Min.Y/(8*most.Down),
		ceil(region.Max.X, 8*most.Across), ceil(region.Max.Y, 8*most.Down))
	d.lastUnitRow = units.Max.Y

	total := 0
	for i := range d.components {
		c := &d.components[i]
		c.lay(&d.header, most, units, shrink)
		total += c.stride * (c.blocks.Dy() * 8 / shrink)
	}
	if cap(d.samples) < total {
		d.samples = make([]uint8, total)
	}
	d.picture.Header = d.header
	d.picture.Planes = d.picture.Planes[:0]
	rest := d.samples[:total]
	for i := range d.components {
		c := &d.components[i]
		size := c.stride * (c.blocks.Dy() * 8 / shrink)
		c.samples, rest = rest[:size], rest[size:]
		d.picture.Planes = append(d.picture.Planes, c.plane(most, shrink))
	}
}

// lay places the component: its size in blocks, and which of them are wanted.
func (c *component) lay(header *Header, most Sampling, units image.Rectangle, shrink int) {
	c.width, c.height = ceil(header.Width*c.Across, most.Across), ceil(header.Height*c.Down, most.Down)
	c.blocksAcross, c.blocksDown = ceil(c.width, 8), ceil(c.height, 8)
	c.blocks = image.Rect(units.Min.X*c.Across, units.Min.Y*c.Down, units.Max.X*c.Across, units.Max.Y*c.Down)
	c.stride = c.blocks.Dx() * 8 / shrink
}

// plane returns the values of the component that exist: the last blocks may reach over its edges.
func (c *component) plane(most Sampling, shrink int) Component {
	side := 8 / shrink
	left, top := c.blocks.Min.X*side, c.blocks.Min.Y*side
	return Component{
		Plane: pixel.Plane{
			Values: c.samples, Stride: c.stride,
			Width:  min(c.blocks.Dx()*side, ceil(c.width, shrink)-left),
			Height: min(c.blocks.Dy()*side, ceil(c.height, shrink)-top),
		},
		Left: left, Top: top,
		Across: float64(most.Across) / float64(c.Across), Down: float64(most.Down) / float64(c.Down),
	}
}

// ceil divides and rounds up.
func ceil(a, b int) int { return (a + b - 1) / b }
