package imagefile

import (
	"image"
	"io"
	"strings"
	"testing"
)

// A decoder that panics, as those of libraries have done on damaged files, gives an error.
func TestPanicsOfLibrariesAreErrors(t *testing.T) {
	broken := library{
		config:      func(io.Reader) (image.Config, error) { return image.Config{Width: 2, Height: 2}, nil },
		image:       func(io.Reader) (image.Image, error) { panic("index out of range") },
		orientation: noOrientation,
	}
	var d Decoder
	_, err := broken.decode(&d, []byte("damaged"), header{2, 2, upright, 1}, part{}, 3)
	if err == nil || !strings.Contains(err.Error(), "its decoder panicked: index out of range") {
		t.Errorf("received error %v, want one that tells of the panic", err)
	}
}

// A decoder that gives another size than its header, or pixels of an unknown type, gives an error.
func TestUnexpectedPixels(t *testing.T) {
	var d Decoder
	for want, decoded := range map[string]image.Image{
		"expected them for (0,0)-(2,2)": image.NewGray(image.Rect(0, 0, 3, 2)),
		"pixels of type *image.Alpha":   image.NewAlpha(image.Rect(0, 0, 2, 2)),
	} {
		if _, err := d.planes(decoded, header{2, 2, upright, 1}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("received error %v, want one that says %q", err, want)
		}
	}
}
