package augment_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/io/augment"
)

// Values may differ by a level from those in float64: weights are rounded to 2^-16, and rows are rounded to 1/256 of a level before columns are
// blurred, which together is below 1/50 of a level and shows where a value lies halfway between two levels.
func TestGaussianAgainstConvolution(t *testing.T) {
	for _, size := range sizes {
		m := noise(3, size.Height, size.Width, 1)
		for _, sigma := range []float64{0.1, 0.4, 1, 2.5, 8} {
			if sigma > 3 && size.Height*size.Width > 100 {
				continue // the convolution takes too long
			}
			got := apply(t, augment.Gaussian{Sigma: sigma}, m)
			radius := 2 * int(math.Ceil(1.5*sigma))
			mustBeNear(t, got, naive(3, size.Height, size.Width, func(channel, y, x int) uint8 {
				sum, total := 0., 0.
				for v := -radius; v <= radius; v++ {
					for u := -radius; u <= radius; u++ {
						weight := math.Exp(-float64(u*u+v*v) / (2 * sigma * sigma))
						total += weight
						sum += weight * float64(valueAt(m, channel, bounce(y+v, size.Height), bounce(x+u, size.Width)))
					}
				}
				return uint8(math.Floor(sum/total + 0.5))
			}))
		}
	}
}

func TestGaussianKeepsWhatIsFlat(t *testing.T) {
	for _, value := range []uint8{0, 1, 127, 254, 255} {
		m := naive(1, 12, 10, func(int, int, int) uint8 { return value })
		for _, sigma := range []float64{0, math.NaN(), 0.3, 2, 100, math.Inf(1)} {
			mustBeEqual(t, apply(t, augment.Gaussian{Sigma: sigma}, m), m)
		}
	}
}
