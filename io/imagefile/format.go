package imagefile

import (
	"image/gif"
	"image/png"
	"strings"

	"github.com/pkg/errors"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// format is a kind of files.
type format struct {
	name   string
	begins []string // how its files begin; ? stands for any byte
	codec  codec
}

// codec reads the files of a format.
type codec interface {
	header(d *Decoder, encoded []byte) (header, error)
	// decode returns at least the planes and the part of them that a picture of that many channels needs.
	decode(d *Decoder, encoded []byte, head header, part part, channels int) (picture, error)
}

// header is what the header of a file says.
type header struct {
	width, height int // as pixels are stored, before orientation
	orientation   int // from 1 to 8, as Exif counts them
	coarsest      int // how many pixels a value of the file's coarsest plane covers, across or down; only JPEG files have others than 1
}

// upright returns the size of the picture when it stands upright.
func (h header) upright() (width, height int) {
	if h.orientation > 4 {
		return h.height, h.width
	}
	return h.width, h.height
}

// formats is never changed. The decoders are called directly: what package image has registered does not matter.
var formats = [...]format{
	{"jpeg", []string{"\xff\xd8\xff"}, jpegCodec{}},
	{"png", []string{"\x89PNG\r\n\x1a\n"}, library{png.DecodeConfig, png.Decode, pngOrientation}},
	{"gif", []string{"GIF87a", "GIF89a"}, library{gif.DecodeConfig, gif.Decode, noOrientation}},
	{"bmp", []string{"BM????\x00\x00\x00\x00"}, library{bmp.DecodeConfig, bmp.Decode, noOrientation}},
	{"tiff", []string{"II*\x00", "MM\x00*"}, library{tiff.DecodeConfig, tiff.Decode, exifOrientation}},
	{"webp", []string{"RIFF????WEBP"}, newWebP()},
}

// Format returns the name of the format of a file by how it begins: "jpeg", "png", "gif", "bmp", "tiff", "webp", or "" for anything else.
func Format(encoded []byte) string {
	format, err := formatOf(encoded)
	if err != nil {
		return ""
	}
	return format.name
}

func formatOf(encoded []byte) (*format, error) {
	for i := range formats {
		for _, begin := range formats[i].begins {
			if beginsWith(encoded, begin) {
				return &formats[i], nil
			}
		}
	}
	if len(encoded) == 0 {
		return nil, errors.New("is no image: it has no bytes")
	}
	names := make([]string, len(formats))
	for i := range formats {
		names[i] = formats[i].name
	}
	return nil, errors.Errorf("is no image: it begins with %q, expected a file of one of the formats %s",
		encoded[:min(len(encoded), 12)], strings.Join(names, ", "))
}

func beginsWith(encoded []byte, pattern string) bool {
	if len(encoded) < len(pattern) {
		return false
	}
	for i := range len(pattern) {
		if pattern[i] != '?' && pattern[i] != encoded[i] {
			return false
		}
	}
	return true
}
