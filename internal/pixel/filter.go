package pixel

import (
	"fmt"
	"math"
)

// Filter says how the pixels under and around a pixel of the result are weighted. All but Nearest have no aliasing: where the result is
// smaller than its region, their support grows with the pixels of the result.
type Filter int

const (
	// Bilinear, the zero value, weights by a triangle that reaches one pixel to either side of the centre.
	Bilinear Filter = iota

	// Bicubic weights by the piecewise cubic of Keys ("Cubic convolution interpolation for digital image processing", 1981) with
	// a = -1/2, which reaches two pixels. It is sharper than Bilinear, and overshoots at edges.
	Bicubic

	// Area weights each pixel by the part of it that the pixel of the result covers. Shrinking by a whole number takes the mean of blocks.
	// Enlarging repeats pixels, with a mixed one where a pixel of the result lies across an edge.
	Area

	// Nearest takes the pixel under the centre. It never mixes values: for masks of labels.
	Nearest

	filters
)

var filterNames = [filters]string{"bilinear", "bicubic", "area", "nearest"}

// String returns the filter's name.
func (f Filter) String() string {
	if f < 0 || f >= filters {
		return fmt.Sprintf("Filter(%d)", int(f))
	}
	return filterNames[f]
}

// support returns how far the filter reaches, when a pixel of the result has an extent of scale in the source.
func (f Filter) support(scale float64) float64 {
	switch f {
	case Bicubic:
		return 2 * max(scale, 1)
	case Area:
		return scale / 2
	case Nearest:
		return 0
	}
	return max(scale, 1)
}

// window returns the first pixel that weighs in a result with this centre, and the one behind the last. There is at least one.
func (f Filter) window(centre, support float64, pixels int) (from, to int) {
	switch f {
	case Area:
		from, to = int(math.Floor(centre-support)), int(math.Ceil(centre+support))
	case Nearest:
		from = int(centre)
		to = from + 1
	default: // pixels whose centre is less than the support away, as Pillow rounds it
		from, to = int(math.Floor(centre-support+0.5)), int(math.Floor(centre+support+0.5))
	}
	from = min(max(from, 0), pixels-1)
	return from, max(min(to, pixels), from+1)
}

// weigh sets weights to those of the pixels from first on, with a sum of 1.
//
// Products are converted explicitly, which forbids fusing them with a sum: the weights are the same on every architecture.
func (f Filter) weigh(weights []float64, first int, centre, scale float64) {
	stretch := 1 / max(scale, 1)
	total := 0.0
	for i := range weights {
		pixel := float64(first + i)
		switch f {
		case Area:
			weights[i] = max(min(centre+scale/2, pixel+1)-max(centre-scale/2, pixel), 0)
		case Nearest:
			weights[i] = 1
		case Bicubic:
			weights[i] = cubic(math.Abs((pixel + 0.5 - centre) * stretch))
		default:
			weights[i] = max(1-math.Abs(float64((pixel+0.5-centre)*stretch)), 0)
		}
		total += weights[i]
	}
	if !(total > 0) { // a pixel of the result so small that rounding leaves it no extent
		clear(weights)
		weights[0], total = 1, 1
	}
	for i := range weights {
		weights[i] /= total
	}
}

// cubic is the weight of a pixel at distance x of the centre.
func cubic(x float64) float64 {
	switch {
	case x < 1:
		return float64(float64(float64(1.5*x)-2.5)*x*x) + 1
	case x < 2:
		return float64(float64(float64(float64(-0.5*x)+2.5)*x-4)*x) + 2
	}
	return 0
}
