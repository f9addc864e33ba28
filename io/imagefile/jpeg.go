package imagefile

import (
	"bytes"
	"encoding/binary"
	"image"
	"math"

	"github.com/reefml/reef/internal/jpeg"
)

// jpegCodec decodes JPEG files.
type jpegCodec struct{}

func (jpegCodec) header(_ *Decoder, encoded []byte) (header, error) {
	head, err := jpeg.ReadHeader(encoded)
	return header{head.Width, head.Height, jpegOrientation(encoded)}, err
}

// decode decodes no more than the part needs, and no larger than it needs.
func (jpegCodec) decode(d *Decoder, encoded []byte, head header, part part, _ int) (picture, error) {
	width, height := math.Abs(part.Right-part.Left), math.Abs(part.Bottom-part.Top)
	shrink := 1
	for shrink < 8 && width >= float64(2*shrink*part.width) && height >= float64(2*shrink*part.height) {
		shrink *= 2
	}
	d.jpeg.MaxPixels = d.maxPixels()
	decoded, err := d.jpeg.Decode(encoded, surroundings(part, head, shrink), shrink)
	if err != nil {
		return picture{}, err
	}
	made := picture{colours: jpegColours(decoded)}
	for i, c := range decoded.Planes {
		across, down := c.Across*float64(shrink), c.Down*float64(shrink)
		made.components[i] = component{
			Plane: c.Plane, left: float64(c.Left) * across, top: float64(c.Top) * down, across: across, down: down,
		}
	}
	return made, nil
}

// support is how far filters reach, in values of the resolution at which they weigh: as far as Bicubic does.
const support = 2

// surroundings returns the pixels on which a part depends. The planes that are sampled the least, with a value for 4 pixels, reach the farthest.
func surroundings(part part, head header, shrink int) image.Rectangle {
	reach := func(from, to float64, size, limit int) (low, high int) {
		from, to = min(from, to), max(from, to)
		margin := support * max((to-from)/float64(size), float64(4*shrink))
		return max(int(math.Floor(from-margin)), 0), min(int(math.Ceil(to+margin)), limit)
	}
	left, right := reach(part.Left, part.Right, part.width, head.width)
	top, bottom := reach(part.Top, part.Bottom, part.height, head.height)
	return image.Rect(left, top, right, bottom)
}

// jpegColours says what the planes of a picture are.
func jpegColours(decoded *jpeg.Picture) colours {
	switch {
	case decoded.Colour == jpeg.Grey:
		return grey
	case decoded.Colour == jpeg.RGB:
		return rgb
	case decoded.Colour == jpeg.YCbCr:
		return yCbCr
	case decoded.Colour == jpeg.YCCK:
		return ycck
	case decoded.Inverted:
		return lightCMYK
	}
	return cmyk
}

// jpegOrientation looks for the segment APP1 with Exif data. A segment is 0xff, a marker, a length that counts itself, and the data.
func jpegOrientation(encoded []byte) int {
	for rest := encoded[min(len(encoded), 2):]; len(rest) >= 4 && rest[0] == 0xff && rest[1] != 0xda; {
		size := int(binary.BigEndian.Uint16(rest[2:])) + 2
		if size > len(rest) {
			break
		}
		if data, ok := bytes.CutPrefix(rest[4:max(size, 4)], []byte("Exif\x00\x00")); ok && rest[1] == 0xe1 {
			return exifOrientation(data)
		}
		rest = rest[size:]
	}
	return upright
}
