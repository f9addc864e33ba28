package augment

import (
	"math/rand/v2"

	"github.com/reefml/reef/io/dataset"
)

// MixUp blends each image of a batch with another (Zhang et al., "mixup: Beyond empirical risk minimization", 2018).
type MixUp struct {
	Alpha float64 // the images' share is drawn from Beta(Alpha, Alpha), once for the batch; more than 0
}

// Apply changes the images in place and sets the targets.
func (m MixUp) Apply(batch *dataset.Batch, classes int, random *rand.Rand) error {
	if err := checkBatch(batch, classes); err != nil {
		return err
	}
	own, err := share(m.Alpha, random)
	if err != nil {
		return err
	}
	groups(batch, func(a, b, c []float32) { mixImages(a, b, c, float32(own)) })
	setTargets(batch, classes, float32(own))
	return nil
}

// mixImages gives each image a share of itself and the rest of the next; the first comes after the last. c may be nil.
func mixImages(a, b, c []float32, share float32) {
	rest := 1 - share
	if c == nil {
		b = b[:len(a)]
		for i, x := range a {
			y := b[i]
			a[i], b[i] = float32(share*x)+float32(rest*y), float32(share*y)+float32(rest*x)
		}
		return
	}
	b, c = b[:len(a)], c[:len(a)]
	for i, x := range a {
		y, z := b[i], c[i]
		a[i], b[i], c[i] = float32(share*x)+float32(rest*y), float32(share*y)+float32(rest*z), float32(share*z)+float32(rest*x)
	}
}
