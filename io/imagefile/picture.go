package imagefile

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/pixel"
	"github.com/reefml/reef/io/dataset"
)

// colours says what the planes of a picture are.
type colours int

const (
	grey       colours = iota
	rgb                // red, green, blue
	yCbCr              // of full range, as JFIF has it
	videoYCbCr         // luma from 16 to 235, as WebP has it
	cmyk               // cyan, magenta, yellow, black: 255 is all ink
	lightCMYK          // the same, as Adobe's programs store it: 255 is no ink
	ycck               // YCbCr of cyan, magenta and yellow, with 255 for all ink, and black as in lightCMYK
)

// planes returns how many planes a result of that many channels needs.
func (c colours) planes(channels int) int {
	switch {
	case c == grey || channels == 1 && (c == yCbCr || c == videoYCbCr):
		return 1
	case c.isInk():
		return 4
	}
	return 3
}

// isInk tells whether the planes are those of inks.
func (c colours) isInk() bool { return c == cmyk || c == lightCMYK || c == ycck }

// picture is what decoding made of a file: not yet turned, resampled, or converted to the colours of a result.
type picture struct {
	colours    colours
	components [4]component
}

// component is a plane that holds a part of the picture at a resolution: column x of the file is at (x - left) / across of the plane, row y at
// (y - top) / down.
type component struct {
	pixel.Plane
	left, top, across, down float64
}

// region returns a region of the file in the coordinates of the plane. What rounding puts outside is moved to the edge.
func (c *component) region(file pixel.Region) pixel.Region {
	column := func(x float64) float64 { return min(max((x-c.left)/c.across, 0), float64(c.Width)) }
	row := func(y float64) float64 { return min(max((y-c.top)/c.down, 0), float64(c.Height)) }
	return pixel.Region{Left: column(file.Left), Top: row(file.Top), Right: column(file.Right), Bottom: row(file.Bottom)}
}

// render makes the result of a picture. Planes are resampled each from its own resolution, then colours are converted, so that both are done at
// the size of the result.
func (d *Decoder) render(source *picture, part part, view View, channels int, into *dataset.Image) error {
	target := into
	if part.exchanged {
		target = &d.turned
	}
	target.Resize(channels, part.height, part.width)
	size := part.width * part.height
	needed := source.colours.planes(channels)
	extra := max(needed-channels, 0) * size
	d.extra = slices.Grow(d.extra[:0], extra)[:extra]
	var planes [4][]uint8
	for i := range needed {
		if i < channels {
			planes[i] = target.Channel(i)
		} else {
			planes[i] = d.extra[(i-channels)*size:][:size]
		}
		component := &source.components[i]
		plane := pixel.Plane{Values: planes[i], Width: part.width, Height: part.height, Stride: part.width}
		if err := d.resample(plane, component.Plane, component.region(part.Region), part.filter); err != nil {
			return err
		}
	}
	source.colours.convert(planes, target)
	if !part.exchanged {
		return nil
	}
	into.Resize(channels, view.Height, view.Width)
	for channel := range channels {
		const exchange = 5 // the orientation that exchanges rows and columns
		if err := pixel.Orient(planeOf(into, channel), planeOf(target, channel), exchange); err != nil {
			return errors.WithStack(err)
		}
	}
	return nil
}

// convert makes the channels of a result of its planes. The first planes are the channels.
func (c colours) convert(planes [4][]uint8, target *dataset.Image) {
	red, green, blue := planes[0], planes[1], planes[2]
	switch {
	case c == grey && target.Channels == 3:
		copy(target.Channel(1), red)
		copy(target.Channel(2), red)
	case c == videoYCbCr && target.Channels == 1:
		fullRange(red)
	case c == grey || target.Channels == 1 && c == yCbCr:
		return
	case c == yCbCr:
		pixel.YCbCrToRGB(red, green, blue, red, green, blue)
	case c == videoYCbCr:
		videoToRGB(red, green, blue)
	case c == ycck:
		pixel.YCbCrToRGB(red, green, blue, red, green, blue)
		invert(planes[3])
	case c == lightCMYK:
		for _, plane := range planes {
			invert(plane)
		}
	}
	if c.isInk() {
		pixel.CMYKToRGB(red, green, blue, red, green, blue, planes[3])
	}
	if target.Channels == 1 && (c == rgb || c.isInk()) {
		pixel.RGBToGrey(red, red, green, blue)
	}
}

func invert(plane []uint8) {
	for i, value := range plane {
		plane[i] = 255 - value
	}
}
