package augment

import "math/rand/v2"

// Always is the transformation that does the same to every image.
type Always struct {
	Operation Operation
}

// Draw returns the operation. It draws nothing.
func (a Always) Draw(*rand.Rand, Size) Operation { return a.Operation }
