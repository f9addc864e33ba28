package imagefile

import (
	"image"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/pixel"
)

// planes makes a picture of what a library decoded. Transparency is laid over white.
func (d *Decoder) planes(decoded image.Image, head header) (picture, error) {
	canvas, frame := image.Rect(0, 0, head.width, head.height), decoded.Bounds()
	_, mayBeSmaller := decoded.(*image.Paletted) // the first frame of a GIF file
	if frame != canvas && !(mayBeSmaller && frame.In(canvas)) {
		return picture{}, errors.Errorf("received pixels for %v, expected them for %v, as the header says", frame, canvas)
	}
	switch m := decoded.(type) {
	case *image.Gray:
		return greyPicture(pixel.Plane{Values: m.Pix, Width: head.width, Height: head.height, Stride: m.Stride}), nil
	case *image.Gray16:
		return d.fromGrey16(m), nil
	case *image.YCbCr:
		return fromYCbCr(m), nil
	case *image.NYCbCrA:
		return d.fromTransparent(m, head)
	case *image.Paletted:
		return d.fromPalette(m, head), nil
	case *image.RGBA:
		return d.fromPixels(head, m.Pix, m.Stride, pixel.DeinterleaveRGBA), nil
	case *image.NRGBA:
		return d.fromPixels(head, m.Pix, m.Stride, pixel.DeinterleaveNRGBA), nil
	case *image.RGBA64:
		return d.fromPixels(head, m.Pix, m.Stride, deinterleaveRGBA64), nil
	case *image.NRGBA64:
		return d.fromPixels(head, m.Pix, m.Stride, deinterleaveNRGBA64), nil
	}
	return picture{}, errors.Errorf("received pixels of type %T, expected one of those that package imagefile knows", decoded)
}

// fullSize returns the component of a plane that holds all of a file.
func fullSize(plane pixel.Plane) component { return component{Plane: plane, across: 1, down: 1} }

func greyPicture(plane pixel.Plane) picture {
	return picture{colours: grey, components: [4]component{fullSize(plane)}}
}

// rgbPicture returns the picture that the planar image of the decoder holds.
func (d *Decoder) rgbPicture() picture {
	made := picture{colours: rgb}
	for channel := range 3 {
		made.components[channel] = fullSize(planeOf(&d.planar, channel))
	}
	return made
}

func (d *Decoder) fromGrey16(m *image.Gray16) picture {
	d.planar.Resize(1, m.Rect.Dy(), m.Rect.Dx())
	plane := planeOf(&d.planar, 0)
	for y := range plane.Height {
		row := m.Pix[y*m.Stride:]
		for x := range plane.Row(y) {
			plane.Values[y*plane.Stride+x] = over257(sixteen(row[2*x:]))
		}
	}
	return greyPicture(plane)
}

// fromPixels takes interleaved pixels apart, row by row.
func (d *Decoder) fromPixels(head header, pixels []uint8, stride int, take func(red, green, blue, interleaved []uint8)) picture {
	d.planar.Resize(3, head.height, head.width)
	made := d.rgbPicture()
	for y := range head.height {
		take(made.components[0].Row(y), made.components[1].Row(y), made.components[2].Row(y), pixels[y*stride:])
	}
	return made
}

// fromPalette looks colours up. Around the frame there is white.
func (d *Decoder) fromPalette(m *image.Paletted, head header) picture {
	d.planar.Resize(3, head.height, head.width)
	made := d.rgbPicture()
	for channel, table := range paletteOverWhite(m.Palette) {
		plane := made.components[channel].Plane
		if m.Rect.Dx() < head.width || m.Rect.Dy() < head.height {
			for i := range plane.Values {
				plane.Values[i] = 255
			}
		}
		for y := range m.Rect.Dy() {
			row := plane.Row(m.Rect.Min.Y + y)[m.Rect.Min.X:m.Rect.Max.X]
			for x, index := range m.Pix[y*m.Stride:][:len(row)] {
				row[x] = table[index]
			}
		}
	}
	return made
}

// fromYCbCr takes what WebP files hold: chroma of half the size, each value for 2 x 2 pixels.
func fromYCbCr(m *image.YCbCr) picture {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	made := picture{colours: videoYCbCr}
	made.components[0] = fullSize(pixel.Plane{Values: m.Y, Width: width, Height: height, Stride: m.YStride})
	for i, values := range [...][]uint8{m.Cb, m.Cr} {
		plane := pixel.Plane{Values: values, Width: (width + 1) / 2, Height: (height + 1) / 2, Stride: m.CStride}
		made.components[i+1] = component{Plane: plane, across: 2, down: 2}
	}
	return made
}

// fromTransparent converts colours at full size, for transparency has to be laid over white before anything is resampled.
func (d *Decoder) fromTransparent(m *image.NYCbCrA, head header) (picture, error) {
	opaque := fromYCbCr(&m.YCbCr)
	whole := View{Right: float64(head.width), Bottom: float64(head.height), Height: head.height, Width: head.width}
	if err := d.render(&opaque, whole.inFile(header{width: head.width, height: head.height, orientation: upright}), whole, 3, &d.planar); err != nil {
		return picture{}, err
	}
	for channel := range 3 {
		plane := planeOf(&d.planar, channel)
		for y := range head.height {
			row := plane.Row(y)
			for x, alpha := range m.A[y*m.AStride:][:head.width] {
				row[x] = overWhite(row[x], alpha)
			}
		}
	}
	return d.rgbPicture(), nil
}
