package augment

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/pixel"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// Size is that of an image, in pixels.
type Size struct{ Height, Width int }

// Example is an image with what is known of its parts. It keeps the memory that operations need, for the next of them: use it again for the
// next image. It is not for concurrent use.
type Example struct {
	Image dataset.Image
	Mask  *dataset.Image // the class of each pixel, shape (1, H, W); nil: none
	// Outside is the class of mask pixels that show no part of the image, such as those of padding.
	Outside uint8
	// Boxes are around objects. An operation keeps their number and order, and cuts them at the edges: one whose object has left the
	// picture becomes empty.
	Boxes []Box

	spare    dataset.Image
	decoder  imagefile.Decoder
	places   []place
	blurring blurring
}

// Size returns the size of the image.
func (e *Example) Size() Size { return Size{Height: e.Image.Height, Width: e.Image.Width} }

// Check returns an error if the image is not one that operations take, or if the mask does not fit it.
func (e *Example) Check() error {
	if err := e.Image.Check(); err != nil {
		return err
	}
	if e.Image.Channels != 1 && e.Image.Channels != 3 {
		return errors.Errorf("the image has %d channels, want 1 (grey) or 3 (red, green, blue)", e.Image.Channels)
	}
	if e.Mask == nil {
		return nil
	}
	if err := e.Mask.Check(); err != nil {
		return errors.WithMessage(err, "mask")
	}
	if e.Mask.Channels != 1 || e.Mask.Height != e.Image.Height || e.Mask.Width != e.Image.Width {
		return errors.Errorf("the mask has the shape (%d, %d, %d), want (1, %d, %d) as the image",
			e.Mask.Channels, e.Mask.Height, e.Mask.Width, e.Image.Height, e.Image.Width)
	}
	return nil
}

// images returns the image and the mask, which may be nil.
func (e *Example) images() [2]*dataset.Image { return [...]*dataset.Image{&e.Image, e.Mask} }

// redraw replaces the image and the mask, which must be checked, by what draw writes. It must give to, which has any shape, the shape of the
// result.
func (e *Example) redraw(draw func(to, from *dataset.Image, mask bool) error) error {
	for _, image := range e.images() {
		if image == nil {
			continue
		}
		if err := draw(&e.spare, image, image == e.Mask); err != nil {
			return err
		}
		*image, e.spare = e.spare, *image
	}
	return nil
}

// plane returns one channel of an image.
func plane(image *dataset.Image, channel int) pixel.Plane {
	return pixel.Plane{Values: image.Channel(channel), Width: image.Width, Height: image.Height, Stride: image.Width}
}
