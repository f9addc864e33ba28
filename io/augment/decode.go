package augment

import (
	"cmp"
	"math/rand/v2"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/imagefile"
)

// decode makes the image of an example from a file, and returns the steps that are still to be done. Those at the beginning that are views, and
// make one view together, are done by decoding.
func (p *Pipeline) decode(example *Example, encoded []byte, random *rand.Rand) ([]Transformation, error) {
	height, width, err := example.decoder.Size(encoded)
	if err != nil {
		return nil, err
	}
	source := Size{Height: height, Width: width}
	view, channels := whole(source), cmp.Or(p.Channels, 3)
	for i, step := range p.Steps {
		size := Size{Height: view.Height, Width: view.Width}
		operation := step.Draw(random, size)
		next, ok := viewOf(operation, size)
		if ok {
			next, ok = view.then(next, source)
		}
		if !ok {
			if err := example.decodeView(encoded, channels, view, source); err != nil {
				return nil, err
			}
			return p.Steps[i+1:], errors.WithMessagef(operation.Apply(example), "%T", step)
		}
		view = next
	}
	return nil, example.decodeView(encoded, channels, view, source)
}

// viewOf returns the view that an operation is, if it is one.
func viewOf(operation Operation, size Size) (View, bool) {
	if viewer, ok := operation.(viewer); ok {
		return viewer.view(size)
	}
	return View{}, false
}

func (e *Example) decodeView(encoded []byte, channels int, view View, source Size) error {
	if view == whole(source) {
		return e.decoder.Decode(encoded, channels, &e.Image)
	}
	return errors.WithMessage(e.decoder.DecodeView(encoded, channels, imagefile.View(view), &e.Image), "view of a file")
}
