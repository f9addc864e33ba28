package augment

import (
	"math"
	"math/rand/v2"
)

// Blur makes the image less sharp.
type Blur struct {
	Sigma Range // in pixels
}

// Draw returns a Gaussian.
func (b Blur) Draw(random *rand.Rand, _ Size) Operation { return Gaussian{Sigma: b.Sigma.draw(random)} }

// Gaussian makes each value a mean of those around it, which weigh by a normal distribution that is cut off at three standard deviations or up
// to two pixels farther. At the edges the image is mirrored: their pixels themselves are not repeated.
type Gaussian struct {
	Sigma float64 // standard deviation in pixels; more than 100 is taken for 100
}

const (
	mostSigma = 100
	unit      = 1 << 16 // the sum of the weights, which are whole numbers
)

// Apply changes the image alone.
func (g Gaussian) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	if !(g.Sigma > 0) {
		return nil
	}
	m, b := &example.Image, &example.blurring
	b.setWeights(min(g.Sigma, mostSigma))
	for channel := range m.Channels {
		b.acrossRows(plane(m, channel))
		b.downColumns(plane(m, channel))
	}
	return nil
}

// blurring is the memory of a blur.
type blurring struct {
	weights []uint32 // of the middle, and of values at distances 1, 2 and so on
	row     []uint8  // a row with what is mirrored to both sides of it
	blurred []uint16 // rows that are blurred, with 8 bits behind the point
	sums    []uint32
}

// setWeights rounds the weights. What that leaves goes to the middle.
func (b *blurring) setWeights(sigma float64) {
	b.weights = b.weights[:0]
	radius, total := 2*int(math.Ceil(1.5*sigma)), 1.0 // even: loops take two distances at once
	density := func(distance int) float64 {
		x := float64(distance) / sigma
		return math.Exp(-float64(x*x) / 2)
	}
	for distance := 1; distance <= radius; distance++ {
		total += float64(2 * density(distance))
	}
	b.weights = append(b.weights, unit)
	for distance := 1; distance <= radius; distance++ {
		weight := uint32(math.Round(density(distance) / total * unit))
		b.weights = append(b.weights, weight)
		b.weights[0] -= 2 * weight
	}
}
