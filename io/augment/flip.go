package augment

import (
	"math/rand/v2"

	"github.com/reefml/reef/internal/pixel"
	"github.com/reefml/reef/io/dataset"
)

// HorizontalFlip exchanges left and right.
type HorizontalFlip struct {
	Probability float64
}

// Draw returns a Flip.
func (f HorizontalFlip) Draw(random *rand.Rand, _ Size) Operation {
	return Flip{Horizontal: happens(random, f.Probability)}
}

// VerticalFlip exchanges top and bottom.
type VerticalFlip struct {
	Probability float64
}

// Draw returns a Flip.
func (f VerticalFlip) Draw(random *rand.Rand, _ Size) Operation {
	return Flip{Vertical: happens(random, f.Probability)}
}

// Flip exchanges sides of the image.
type Flip struct {
	Horizontal bool // left and right
	Vertical   bool // top and bottom
}

// Apply flips the example.
func (f Flip) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	for _, image := range example.images() {
		if image != nil {
			f.flip(image)
		}
	}
	size := example.Size()
	example.moveBoxes(func(box Box) Box {
		if f.Horizontal {
			box.Left, box.Right = float64(size.Width)-box.Right, float64(size.Width)-box.Left
		}
		if f.Vertical {
			box.Top, box.Bottom = float64(size.Height)-box.Bottom, float64(size.Height)-box.Top
		}
		return box
	})
	return nil
}

func (f Flip) flip(image *dataset.Image) {
	for channel := range image.Channels {
		p := plane(image, channel)
		if f.Vertical {
			for y := range p.Height / 2 {
				exchange(p.Row(y), p.Row(p.Height-1-y))
			}
		}
		if f.Horizontal {
			for y := range p.Height {
				pixel.Reverse(p.Row(y), p.Row(y))
			}
		}
	}
}

// exchange swaps the values of two rows.
func exchange(a, b []uint8) {
	b = b[:len(a)]
	for i, value := range a {
		a[i], b[i] = b[i], value
	}
}

func (f Flip) view(size Size) (View, bool) {
	view := whole(size)
	view.Mirror = f.Horizontal
	return view, !f.Vertical
}
