package dataset

import "github.com/pkg/errors"

// Image holds 8-bit values of shape (C, H, W): channel, row, column, the last varying fastest. 1 channel is grey, 3 are red, green and blue.
// The zero value is no image.
type Image struct {
	Channels, Height, Width int
	Pixels                  []uint8
}

// Resize gives the image a shape and keeps its memory where that is large enough. The values are then undefined.
func (m *Image) Resize(channels, height, width int) {
	size := channels * height * width
	if cap(m.Pixels) < size {
		m.Pixels = make([]uint8, size)
	}
	m.Channels, m.Height, m.Width, m.Pixels = channels, height, width, m.Pixels[:size]
}

// Channel returns the values of one channel, shape (H, W).
func (m *Image) Channel(channel int) []uint8 {
	size := m.Height * m.Width
	return m.Pixels[channel*size : (channel+1)*size : (channel+1)*size]
}

// CopyFrom makes the image equal to another and keeps its own memory where that is large enough.
func (m *Image) CopyFrom(other *Image) {
	m.Resize(other.Channels, other.Height, other.Width)
	copy(m.Pixels, other.Pixels)
}

// Check returns an error if the image has no pixels, or a number of them that does not fit its shape.
func (m *Image) Check() error {
	if min(m.Channels, m.Height, m.Width) < 1 {
		return errors.Errorf("the image has the shape (%d, %d, %d), want at least 1 along each axis", m.Channels, m.Height, m.Width)
	}
	if len(m.Pixels) != m.Channels*m.Height*m.Width {
		return errors.Errorf("the image has %d values, want %d for shape (%d, %d, %d)",
			len(m.Pixels), m.Channels*m.Height*m.Width, m.Channels, m.Height, m.Width)
	}
	return nil
}
