package inspect

import "math"

const (
	featureSide  = 8 // cells along each axis for colours
	gradientSide = 4 // and for gradients
	directions   = 8 // of gradients, over half a turn
	colourSize   = 3 * featureSide * featureSide
	featureSize  = colourSize + gradientSide*gradientSide*directions
)

// A feature describes an image in a way that can be compared: its colours in 8 x 8 cells, then, for 4 x 4 cells, how strong the gradients
// of each of 8 directions are, which is a small histogram of oriented gradients (Dalal and Triggs, "Histograms of oriented gradients for
// human detection", 2005).
type feature [featureSize]float32

// fill computes the feature of an image from its thumbnail.
func (f *feature) fill(t *thumbnail) {
	for c := range t.colour {
		copy(f[c*featureSide*featureSide:], means(t.colour[c][:], thumbnailSide, featureSide))
	}
	gradients := f[colourSize:]
	for y := 1; y < thumbnailSide-1; y++ {
		for x := 1; x < thumbnailSide-1; x++ {
			at := y*thumbnailSide + x
			dx, dy := float64(t.grey[at+1]-t.grey[at-1]), float64(t.grey[at+thumbnailSide]-t.grey[at-thumbnailSide])
			const step = thumbnailSide / gradientSide
			cell := y/step*gradientSide + x/step
			gradients[cell*directions+direction(dx, dy)] += float32(math.Hypot(dx, dy))
		}
	}
	// The square root keeps a few strong edges from outweighing all others.
	for i, v := range gradients {
		gradients[i] = float32(math.Sqrt(float64(v)))
	}
}

// direction returns which of the directions a gradient has. Opposite gradients have the same: dark on bright is as good as bright on dark.
func direction(dx, dy float64) int {
	turn := math.Atan2(dy, dx) / math.Pi // from -1 to 1
	if turn < 0 {
		turn++
	}
	return min(int(turn*directions), directions-1)
}
