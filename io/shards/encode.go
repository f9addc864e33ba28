package shards

import (
	"bytes"
	"image"
	"image/png"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// signatures are what image files begin with; nothing is said of bytes that are 0 here. The sources are ITU T.81 (annex B), PNG (ISO 15948,
// section 5.2), GIF89a (section 17), RFC 9649 (section 2.4), TIFF 6.0 (section 2) and Microsoft's BITMAPFILEHEADER.
var signatures = []struct {
	extension string
	begin     []byte
}{
	{".jpg", []byte{0xff, 0xd8, 0xff}},
	{".png", []byte("\x89PNG\r\n\x1a\n")},
	{".gif", []byte("GIF8")},
	{".webp", []byte("RIFF\x00\x00\x00\x00WEBP")},
	{".tiff", []byte("II*")},
	{".tiff", []byte("MM\x00*")},
	{".bmp", []byte("BM")},
}

// encode returns the image file of a sample and the extension of its name.
func encode(sample *dataset.Sample) (encoded []byte, extension string, err error) {
	if len(sample.Encoded) == 0 {
		encoded, err := encodePNG(&sample.Image)
		return encoded, ".png", err
	}
	for _, s := range signatures {
		if beginsWith(sample.Encoded, s.begin) {
			return sample.Encoded, s.extension, nil
		}
	}
	return nil, "", errors.Errorf("the image begins with %.12q, want a JPEG, PNG, GIF, WebP, TIFF or BMP file", sample.Encoded)
}

func beginsWith(content, signature []byte) bool {
	if len(content) < len(signature) {
		return false
	}
	for i, b := range signature {
		if b != 0 && content[i] != b {
			return false
		}
	}
	return true
}

// encodePNG returns a PNG file of an image, which loses nothing.
func encodePNG(m *dataset.Image) ([]byte, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	var picture image.Image
	bounds := image.Rect(0, 0, m.Width, m.Height)
	switch m.Channels {
	case 1:
		picture = &image.Gray{Pix: m.Pixels, Stride: m.Width, Rect: bounds}
	case 3:
		rgba := image.NewNRGBA(bounds)
		for channel := range 3 {
			for i, value := range m.Channel(channel) {
				rgba.Pix[4*i+channel], rgba.Pix[4*i+3] = value, 255
			}
		}
		picture = rgba
	default:
		return nil, errors.Errorf("the image has %d channels, want 1 (grey) or 3 (RGB)", m.Channels)
	}
	var file bytes.Buffer
	err := png.Encode(&file, picture)
	return file.Bytes(), err
}
