package augment

import (
	"math"
	"math/rand/v2"

	"github.com/reefml/reef/io/dataset"
)

// CutMix replaces a rectangle of each image of a batch by that of another (Yun et al., "CutMix: Regularization strategy to train strong
// classifiers with localizable features", 2019).
type CutMix struct {
	Alpha float64 // the images' share is drawn from Beta(Alpha, Alpha), once for the batch; more than 0
}

// Apply changes the images in place and sets the targets by the area that the rectangle really has: where it reaches over the edge it is cut.
func (c CutMix) Apply(batch *dataset.Batch, classes int, random *rand.Rand) error {
	if err := checkBatch(batch, classes); err != nil {
		return err
	}
	own, err := share(c.Alpha, random)
	if err != nil {
		return err
	}
	part := cutPart(Size{batch.Height, batch.Width}, own, random)
	groups(batch, func(a, b, c []float32) {
		for channel := range batch.Channels {
			for y := part.top; y < part.bottom; y++ {
				row := (channel*batch.Height + y) * batch.Width
				turn(a[row+part.left:row+part.right], b[row+part.left:], part.of(c, row))
			}
		}
	})
	area := (part.bottom - part.top) * (part.right - part.left)
	setTargets(batch, classes, 1-float32(area)/float32(batch.Height*batch.Width))
	return nil
}

// pixels is a rectangle of whole pixels.
type pixels struct{ top, left, bottom, right int }

// of returns the rectangle's part of a row that starts at an index of an image, which may be nil.
func (p pixels) of(image []float32, row int) []float32 {
	if image == nil {
		return nil
	}
	return image[row+p.left : row+p.right]
}

// cutPart draws where the rectangle is: its middle is anywhere in the image, and it has the image's shape and the area that is not the image's
// own, before it is cut at the edges.
func cutPart(size Size, own float64, random *rand.Rand) pixels {
	side := math.Sqrt(1 - own)
	height, width := int(float64(size.Height)*side), int(float64(size.Width)*side)
	y, x := random.IntN(size.Height), random.IntN(size.Width)
	return pixels{
		top: max(y-height/2, 0), bottom: min(y-height/2+height, size.Height),
		left: max(x-width/2, 0), right: min(x-width/2+width, size.Width),
	}
}

// turn exchanges the values of a and b, or gives each of three those of the next. c may be nil.
func turn(a, b, c []float32) {
	b = b[:len(a)]
	if c == nil {
		for i, x := range a {
			a[i], b[i] = b[i], x
		}
		return
	}
	c = c[:len(a)]
	for i, x := range a {
		a[i], b[i], c[i] = b[i], c[i], x
	}
}
