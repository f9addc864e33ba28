package imagefile

import (
	"math"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/pixel"
	"github.com/reefml/reef/io/dataset"
)

// colours says what the planes of a picture are.
type colours int

const (
	grey         colours = iota
	rgb                  // red, green, blue
	yCbCr                // of full range, as JFIF has it
	videoYCbCr           // luma from 16 to 235, as WebP has it
	cmyk                 // cyan, magenta, yellow, black: 255 is all ink
	invertedCMYK         // 255 is no ink, as programs of Adobe write it
	invertedYCCK         // YCbCr of cyan, magenta and yellow that are not inverted, and black that is
)

// planes returns how many planes a result of that many channels needs.
func (c colours) planes(channels int) int {
	switch {
	case c == grey || channels == 1 && (c == yCbCr || c == videoYCbCr):
		return 1
	case c >= cmyk:
		return 4
	}
	return 3
}

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

// resampleComponent fills dst with what a part shows of a component. Chroma that has to be enlarged is interpolated where Area would repeat it,
// so that a crop at its own size is what Decode gives.
func (d *Decoder) resampleComponent(dst pixel.Plane, c *component, part part) error {
	region, filter := c.region(part.Region), part.filter
	coarse := c.across > 1 || c.down > 1
	shrunk := math.Abs(region.Right-region.Left) > float64(dst.Width) || math.Abs(region.Bottom-region.Top) > float64(dst.Height)
	if filter == Area && coarse && !shrunk {
		filter = Bilinear
	}
	return d.resample(dst, c.Plane, region, filter)
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
		plane := pixel.Plane{Values: planes[i], Width: part.width, Height: part.height, Stride: part.width}
		if err := d.resampleComponent(plane, &source.components[i], part); err != nil {
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
	case c >= cmyk:
		c.inksToRGB(planes)
	}
	if target.Channels == 1 && (c == rgb || c >= cmyk) {
		pixel.RGBToGrey(red, red, green, blue)
	}
}

// inksToRGB converts four planes of inks to red, green and blue in the first three.
func (c colours) inksToRGB(planes [4][]uint8) {
	cyan, magenta, yellow, black := planes[0], planes[1], planes[2], planes[3]
	switch c {
	case invertedCMYK:
		invert(cyan)
		invert(magenta)
		invert(yellow)
		invert(black)
	case invertedYCCK:
		pixel.YCbCrToRGB(cyan, magenta, yellow, cyan, magenta, yellow)
		invert(black)
	}
	pixel.CMYKToRGB(cyan, magenta, yellow, cyan, magenta, yellow, black)
}

func invert(values []uint8) {
	for i := range values {
		values[i] = ^values[i]
	}
}
