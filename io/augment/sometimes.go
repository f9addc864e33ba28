package augment

import "math/rand/v2"

// Sometimes is a transformation that is left out for some images.
type Sometimes struct {
	Step        Transformation
	Probability float64 // that it is not left out
}

// Draw returns an operation of the step, or the Identity.
func (s Sometimes) Draw(random *rand.Rand, size Size) Operation {
	if !happens(random, s.Probability) {
		return Identity{}
	}
	return s.Step.Draw(random, size)
}
