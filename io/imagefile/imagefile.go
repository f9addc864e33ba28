// Package imagefile decodes image files to the 8-bit planes of package dataset: JPEG, PNG, GIF (the first frame), BMP, TIFF (the first page)
// and WebP (still ones).
//
// A picture is grey (1 channel) or red, green and blue (3 channels), whatever the file holds: palettes are looked up, transparency is laid
// over white, 16-bit values are rounded to 8 bits, inks (CMYK) become light. Grey of a coloured picture is the luma of ITU-R BT.601. Profiles
// of colours are ignored.
//
// Invariants:
//   - A format is known by the first bytes of a file, never by its name.
//   - Pictures stand upright: the Exif tag Orientation (CIPA DC-008-2019, section 4.6.4) of JPEG, PNG, TIFF and WebP files is applied. Sizes
//     and views are those of the upright picture.
//   - A file whose header claims more pixels than MaxPixels is refused before memory is taken for them.
//   - Bad input is an error, also where a decoder of another library panics on it.
//   - Decoding JPEG files takes no new memory, but for some bytes that hold the header, once the memory of a Decoder has grown to their size.
package imagefile

import (
	"bytes"
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/jpeg"
	"github.com/reefml/reef/internal/pixel"
	"github.com/reefml/reef/io/dataset"
)

// DefaultMaxPixels is the MaxPixels of a Decoder that does not say otherwise.
const DefaultMaxPixels = 100_000_000

// Decoder decodes files one after the other. The zero value is ready. It keeps its memory for the next file. It is not for concurrent use.
type Decoder struct {
	// MaxPixels is the largest width times height of a picture and of a result. 0 means DefaultMaxPixels.
	MaxPixels int

	reader  bytes.Reader
	jpeg    jpeg.Decoder
	resizer pixel.Resizer
	planar  dataset.Image // of a file that a library decodes to interleaved pixels
	turned  dataset.Image // a result before its rows and columns are exchanged
	extra   []uint8       // planes of a result besides those of its channels
}

// Size returns the size of the picture in a file, in pixels, as its header says it. It reads no pixels.
func (d *Decoder) Size(encoded []byte) (height, width int, err error) {
	_, header, err := d.open(encoded)
	if err != nil {
		return 0, 0, err
	}
	width, height = header.upright()
	return height, width, nil
}

// Decode decodes a file to a picture of 1 or 3 channels, shape (channels, height, width). After an error the values of into are undefined.
func (d *Decoder) Decode(encoded []byte, channels int, into *dataset.Image) error {
	return d.decode(encoded, channels, nil, into)
}

// DecodeView decodes a part of the picture in a file to 1 or 3 channels at the size of the view, shape (channels, view.Height, view.Width).
//
// Of a JPEG file only what the view shows is decoded, and colours are converted at the size of the view. The result is that of Decode followed by
// Resize but for some levels of rounding. Where the result is at most a quarter as wide and high as what it shows, the file is decoded at a half,
// a quarter or an eighth of its size, which is faster and leaves the filter at least half of its work; Nearest forgoes that.
func (d *Decoder) DecodeView(encoded []byte, channels int, view View, into *dataset.Image) error {
	return d.decode(encoded, channels, &view, into)
}

// decode decodes a view, or all of the picture at its own size if view is nil.
func (d *Decoder) decode(encoded []byte, channels int, view *View, into *dataset.Image) error {
	if channels != 1 && channels != 3 {
		return errors.Errorf("received %d channels to decode to, expected 1 (grey) or 3 (red, green, blue)", channels)
	}
	format, header, err := d.open(encoded)
	if err != nil {
		return err
	}
	width, height := header.upright()
	wanted := View{Right: float64(width), Bottom: float64(height), Height: height, Width: width}
	if view != nil {
		if wanted, err = view.of(width, height, d.maxPixels()); err != nil {
			return err
		}
	}
	part := wanted.inFile(header)
	source, err := format.codec.decode(d, encoded, header, part, channels)
	if err == nil {
		err = d.render(&source, part, wanted, channels, into)
	}
	if err != nil { // the message is put together for errors only: it takes memory
		return errors.Wrap(err, "decode "+format.name)
	}
	return nil
}

// open reads the header of a file.
func (d *Decoder) open(encoded []byte) (*format, header, error) {
	format, err := formatOf(encoded)
	if err != nil {
		return nil, header{}, err
	}
	head, err := format.codec.header(d, encoded)
	if err != nil {
		return nil, header{}, errors.Wrapf(err, "header of a %s file of %d bytes", format.name, len(encoded))
	}
	if head.width < 1 || head.height < 1 {
		return nil, header{}, errors.Errorf("header of a %s file: it says %d x %d pixels (width x height), expected at least 1 x 1",
			format.name, head.width, head.height)
	}
	if head.width > d.maxPixels()/head.height {
		return nil, header{}, errors.Errorf(
			"header of a %s file: it says %d x %d pixels (width x height), expected at most %d in all: raise MaxPixels if the picture is that large",
			format.name, head.width, head.height, d.maxPixels())
	}
	return format, head, nil
}

func (d *Decoder) maxPixels() int { return cmp.Or(d.MaxPixels, DefaultMaxPixels) }
