package picture

import (
	"io"

	"github.com/pkg/errors"
)

// Image is one image of a contact sheet.
type Image struct {
	// Pixels are the values in [0, 1] in (C, H, W) order; what lies outside is drawn as the nearer end, NaN as 0.
	Pixels []float32
	// Channels is 1 for grey or 3 for red, green and blue.
	Channels, Height, Width int
	// Caption stands under the image, in at most two lines. It may be empty.
	Caption string
}

// Images draws a contact sheet, images row by row in a grid with so many columns, and writes it to w as PNG.
//
// Small images are enlarged by a whole factor, so that their pixels stay square and sharp; those larger than 256 dots are reduced to that.
// The title may be empty. It is an error if there is no image, if columns is less than 1, or if an image's pixels do not fit its shape.
func Images(w io.Writer, title string, columns int, images []Image) error {
	if columns < 1 {
		return errors.Errorf("images: received %d columns, expected at least 1", columns)
	}
	if len(images) == 0 {
		return errors.New("images: received no image, expected at least one")
	}
	for i, m := range images {
		if err := m.check(); err != nil {
			return errors.Wrapf(err, "images: image %d (%q)", i, m.Caption)
		}
	}
	s := layOutSheet(title, columns, images)
	c := newCanvas(s.width, s.height)
	s.draw(c)
	return c.encode(w)
}

// check reports why the image cannot be drawn.
func (m Image) check() error {
	if m.Channels != 1 && m.Channels != 3 {
		return errors.Errorf("received %d channels, expected 1 (grey) or 3 (red, green, blue)", m.Channels)
	}
	if m.Height < 1 || m.Width < 1 {
		return errors.Errorf("received height %d and width %d, expected at least 1 each", m.Height, m.Width)
	}
	if want := m.Channels * m.Height * m.Width; len(m.Pixels) != want {
		return errors.Errorf("received %d pixel values, expected %d = %d channels × %d high × %d wide",
			len(m.Pixels), want, m.Channels, m.Height, m.Width)
	}
	return nil
}
