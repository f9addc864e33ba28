package imagefile

import (
	"cmp"
	"image"
	"math"

	"github.com/reefml/reef/internal/jpeg"
)

// jpegCodec decodes JPEG files: only what a view shows, at the smallest size that has its details.
type jpegCodec struct{}

func (jpegCodec) header(_ *Decoder, encoded []byte) (header, error) {
	read, err := jpeg.ReadHeader(encoded)
	if err != nil {
		return header{}, err
	}
	coarsest := 1
	for _, sampling := range read.Sampling {
		coarsest = max(coarsest, read.LargestSampling.Horizontal/sampling.Horizontal, read.LargestSampling.Vertical/sampling.Vertical)
	}
	return header{read.Width, read.Height, cmp.Or(read.Orientation, upright), coarsest}, nil
}

func (jpegCodec) decode(d *Decoder, encoded []byte, head header, part part, channels int) (picture, error) {
	shrink := part.shrink()
	d.jpeg.MaxPixels = d.maxPixels()
	decoded, err := d.jpeg.Decode(encoded, part.needed(head, shrink), shrink)
	if err != nil {
		return picture{}, err
	}
	return jpegPicture(decoded), nil
}

// jpegPicture says where the planes of a decoded part lie in the file.
func jpegPicture(decoded *jpeg.Picture) picture {
	made := picture{colours: jpegColours(decoded.Header)}
	for i := range decoded.Components {
		from := &decoded.Components[i]
		across := float64(decoded.LargestSampling.Horizontal*decoded.Shrink) / float64(from.Sampling.Horizontal)
		down := float64(decoded.LargestSampling.Vertical*decoded.Shrink) / float64(from.Sampling.Vertical)
		made.components[i] = component{from.Plane, float64(from.Left) * across, float64(from.Top) * down, across, down}
	}
	return made
}

func jpegColours(head jpeg.Header) colours {
	switch head.Colour {
	case jpeg.YCbCr:
		return yCbCr
	case jpeg.RGB:
		return rgb
	case jpeg.YCCK:
		return invertedYCCK
	case jpeg.CMYK:
		if head.Inverted {
			return invertedCMYK
		}
		return cmyk
	}
	return grey
}

// spare is how many times as many pixels as the result a shrunk file keeps along both sides, for the filter to work on. With 1 a file at
// exactly a half of its size would not be filtered at all: it is then sharper, 4 levels off on average from what filtering all pixels gives,
// which networks that were trained elsewhere have seen. With 2 it is 0.6 to 1.2 levels.
const spare = 2

// shrink returns the largest of 1, 2, 4 and 8 by which a file can be shrunk. Shrinking mixes pixels, which Nearest never does.
func (p part) shrink() int {
	if p.filter == Nearest {
		return 1
	}
	least := min(math.Abs(p.Right-p.Left)/float64(p.width), math.Abs(p.Bottom-p.Top)/float64(p.height))
	shrink := 1
	for shrink < 8 && float64(2*shrink*spare) <= least {
		shrink *= 2
	}
	return shrink
}

// needed returns the pixels of the file that weigh in the result: those that the part shows, and around them as far as the filter reaches.
func (p part) needed(head header, shrink int) image.Rectangle {
	left, right := p.reach(p.Left, p.Right, p.width, head.width, shrink*head.coarsest)
	top, bottom := p.reach(p.Top, p.Bottom, p.height, head.height, shrink*head.coarsest)
	return image.Rect(left, top, right, bottom)
}

// reach returns the pixels that weigh along one side of a file, if a value of the coarsest plane covers that many pixels.
func (p part) reach(from, to float64, size, pixels, coarsest int) (low, high int) {
	reach := max(math.Abs(to-from)/float64(size), float64(coarsest)) // of Bilinear; Area and Nearest reach less
	if p.filter == Bicubic {
		reach *= 2
	}
	return max(int(math.Floor(min(from, to)-reach)), 0), min(int(math.Ceil(max(from, to)+reach)), pixels)
}
