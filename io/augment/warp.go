package augment

import (
	"math"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// Warp moves all points of the image by a matrix. The size stays the same. A pixel of the result is mixed of the four pixels around the point
// that its middle shows, as Pillow's Image.transform does with BILINEAR; a mask takes the pixel at that point.
type Warp struct {
	Matrix Matrix // where points of the image go; it must have an inverse
	Fill   uint8  // the value of all channels where the result shows nothing of the image
}

// Apply replaces the image. A box becomes the smallest that holds the corners of what it was.
func (w Warp) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	if w.Matrix == Translation(0, 0) {
		return nil
	}
	inverse, ok := w.Matrix.inverse()
	if !ok {
		return errors.Errorf("the matrix %v has no inverse, want one that moves different points to different places", w.Matrix)
	}
	if err := w.checkBoxes(example.Boxes); err != nil {
		return err
	}
	err := example.redraw(func(to, from *dataset.Image, mask bool) error {
		to.Resize(from.Channels, from.Height, from.Width)
		if mask {
			example.warp(to, from, inverse, example.Outside, nearest)
		} else {
			example.warp(to, from, inverse, w.Fill, bilinear)
		}
		return nil
	})
	if err != nil {
		return err
	}
	example.moveBoxes(w.move)
	return nil
}

// checkBoxes returns an error if the matrix moves a corner of a box beyond the horizon.
func (w Warp) checkBoxes(boxes []Box) error {
	for i, box := range boxes {
		for _, corner := range box.corners() {
			if _, _, depth := w.Matrix.to(corner[0], corner[1]); !box.Empty() && !(depth > 0) {
				return errors.Errorf("the matrix %v moves a corner of box %d, (%v, %v), beyond the horizon", w.Matrix, i, corner[0], corner[1])
			}
		}
	}
	return nil
}

func (b Box) corners() [4][2]float64 {
	return [...][2]float64{{b.Left, b.Top}, {b.Right, b.Top}, {b.Right, b.Bottom}, {b.Left, b.Bottom}}
}

// move returns the box around the corners of a box.
func (w Warp) move(box Box) Box {
	moved := Box{Left: math.Inf(1), Top: math.Inf(1), Right: math.Inf(-1), Bottom: math.Inf(-1)}
	for _, corner := range box.corners() {
		x, y, _ := w.Matrix.to(corner[0], corner[1])
		moved.Left, moved.Right = min(moved.Left, x), max(moved.Right, x)
		moved.Top, moved.Bottom = min(moved.Top, y), max(moved.Bottom, y)
	}
	return moved
}
