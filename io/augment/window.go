package augment

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// Window is a rectangle of whole pixels that may reach over the edges of the image.
type Window struct {
	Top, Left int // of the rectangle, in the image; below 0 outside
	Size      Size
	Fill      uint8 // the value of all channels outside
	Reflect   bool  // fill the outside with the mirrored image instead: the pixels of the edge themselves are not repeated
}

// farthest bounds coordinates, so that sums of them do not overflow.
const farthest = 1 << 30

func (w Window) check() error {
	if min(w.Size.Height, w.Size.Width) < 1 {
		return errors.Errorf("the window has %d × %d pixels, want a height and a width of at least 1: give the transformation a size",
			w.Size.Height, w.Size.Width)
	}
	if min(w.Top, w.Left) < -farthest || max(w.Top, w.Left) > farthest {
		return errors.Errorf("the window starts at row %d and column %d, want numbers from %d to %d", w.Top, w.Left, -farthest, farthest)
	}
	return nil
}

// Apply replaces the image by the window.
func (w Window) Apply(example *Example) error {
	if err := w.check(); err != nil {
		return err
	}
	if err := example.Check(); err != nil {
		return err
	}
	err := example.redraw(func(to, from *dataset.Image, mask bool) error {
		to.Resize(from.Channels, w.Size.Height, w.Size.Width)
		fill := w.Fill
		if mask {
			fill = example.Outside
		}
		for channel := range from.Channels {
			w.copyPlane(to.Channel(channel), from.Channel(channel), Size{from.Height, from.Width}, fill)
		}
		return nil
	})
	if err != nil {
		return err
	}
	example.moveBoxes(func(box Box) Box {
		left, top := float64(w.Left), float64(w.Top)
		return Box{Left: box.Left - left, Top: box.Top - top, Right: box.Right - left, Bottom: box.Bottom - top}
	})
	return nil
}

func (w Window) copyPlane(to, from []uint8, size Size, fill uint8) {
	for row := range w.Size.Height {
		line, y := to[row*w.Size.Width:][:w.Size.Width], w.Top+row
		if w.Reflect {
			y = reflected(y, size.Height)
		}
		if y < 0 || y >= size.Height {
			paint(line, fill)
			continue
		}
		w.copyRow(line, from[y*size.Width:][:size.Width], fill)
	}
}

// copyRow copies what the row of an image has in the window, and fills what lies to its left and right.
func (w Window) copyRow(to, from []uint8, fill uint8) {
	start := min(max(-w.Left, 0), len(to)) // of the image, in the window
	end := max(min(len(from)-w.Left, len(to)), start)
	if start < end {
		copy(to[start:end], from[w.Left+start:])
	}
	if !w.Reflect {
		paint(to[:start], fill)
		paint(to[end:], fill)
		return
	}
	for x := range to[:start] {
		to[x] = from[reflected(w.Left+x, len(from))]
	}
	for x := end; x < len(to); x++ {
		to[x] = from[reflected(w.Left+x, len(from))]
	}
}

// reflected returns the place in a row of n that is seen at i when mirrors stand in the middle of its first and last place.
func reflected(i, n int) int {
	if n == 1 {
		return 0
	}
	period := 2 * (n - 1)
	i %= period
	if i < 0 {
		i += period
	}
	return min(i, period-i)
}

// paint sets all values.
func paint(values []uint8, value uint8) {
	for i := range values {
		values[i] = value
	}
}
