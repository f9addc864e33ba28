// Package augment changes images at random while a network trains on them, so that it sees each in many forms.
//
// A Transformation draws what to do to one image, and the Operation it returns does it, to the image and to its mask and boxes alike. A
// Pipeline is a list of transformations for samples of a data set. Parse makes one from the text of a command-line flag.
//
// Invariants:
//   - What a transformation draws depends on the generator and the size of the image alone. An operation draws nothing.
//   - Images have 1 or 3 channels, of 8-bit values; sizes from 1 × 1 work. Operations check what they are given and return errors.
//   - Masks hold classes: they are moved, never mixed.
//   - The pixel in column x and row y covers [x, x+1) × [y, y+1), in coordinates that boxes and matrices share.
//   - The zero value of a setting changes nothing, unless its comment names another default.
package augment

import "math/rand/v2"

// Transformation draws what to do to an image. It is safe for concurrent use.
type Transformation interface {
	// Draw returns an operation for one image of a size, which is at least 1 × 1.
	Draw(random *rand.Rand, size Size) Operation
}

// Operation is a transformation with its parameters drawn: the same example gives the same result.
type Operation interface {
	// Apply changes the example in place. After an error it is undefined.
	Apply(example *Example) error
}

// Identity changes nothing.
type Identity struct{}

// Draw returns the operation, which is the same.
func (Identity) Draw(*rand.Rand, Size) Operation { return Identity{} }

// Apply does nothing.
func (Identity) Apply(*Example) error { return nil }
