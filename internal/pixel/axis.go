package pixel

import (
	"math"
	"slices"
)

// geometry is what the weights along one side of an image follow from.
type geometry struct {
	pixels, size int     // of the source and of the result
	from, to     float64 // the part of the source, from > to if it is turned round
	filter       Filter
}

// axis holds the weights along one side of an image: result i is the sum of weights[i*taps+t] times source pixel first[i]+t, over
// 2^precision. The weights of a result have a sum of exactly 2^precision, so that what is flat stays flat.
//
// Weights are int16, so that two of them and two pixels fit one multiplication of 32 bits, and precision is chosen for the largest of them to
// have 15 significant bits. The errors of the first t weights have a sum of half a unit at most, for every t. With n pixels under a filter
// and a largest weight of w this moves a result by less than 255/2 * n * w / 2^14 levels, even if pixels alternate between black and white:
// n*w is below 5, which makes it 0.04 levels. Where results have more than 1000 pixels each, precision ends at mostPrecision and such
// pictures lose more.
type axis struct {
	geometry
	taps      int
	precision int
	first     []int32
	weights   []int16

	exact []float64 // the weights before they are rounded
	lanes lanes     // the weights as assembly takes them
}

// mostPrecision keeps sums in int32: 255 * 2^22 times a sum of absolute weights that stays below 2.
const mostPrecision = 22

// set computes the weights.
func (a *axis) set(g geometry) {
	a.geometry = g
	low, high := min(g.from, g.to), max(g.from, g.to)
	scale := (high - low) / float64(g.size)
	support := g.filter.support(scale)
	a.first = slices.Grow(a.first[:0], g.size)[:g.size]
	a.taps = 1
	for i := range g.size {
		from, to := g.filter.window(centreOf(low, scale, i), support, g.pixels)
		a.taps = max(a.taps, to-from)
	}
	a.exact = slices.Grow(a.exact[:0], g.size*a.taps)[:g.size*a.taps]
	clear(a.exact)
	for i := range g.size {
		centre := centreOf(low, scale, i)
		from, to := g.filter.window(centre, support, g.pixels)
		place := i
		if g.from > g.to {
			place = g.size - 1 - i
		}
		first := min(from, g.pixels-a.taps)
		a.first[place] = int32(first)
		g.filter.weigh(a.exact[place*a.taps:][from-first:to-first], from, centre, scale)
	}
	a.round()
}

// centreOf returns where the middle of result i lies.
func centreOf(low, scale float64, i int) float64 { return low + float64((float64(i)+0.5)*scale) }

// round sets the weights in fixed point. What rounding takes from a weight is added to the next one.
func (a *axis) round() {
	largest := 0.0
	for _, exact := range a.exact {
		if exact > largest {
			largest = exact
		}
	}
	a.precision = 1
	for a.precision < mostPrecision && math.Ldexp(largest, a.precision+1)+1 < math.MaxInt16 {
		a.precision++
	}
	a.weights = slices.Grow(a.weights[:0], len(a.exact))[:len(a.exact)]
	unit := float64(int(1) << a.precision)
	rest := 0.0 // back at 0, but for the last bits of float64, where the weights of a result end
	for i, exact := range a.exact {
		weight := exact*unit + rest // exact or fused is the same, as unit is a power of two
		whole := math.Floor(weight + 0.5)
		a.weights[i], rest = int16(whole), weight-whole
	}
}

// of returns the weights of result i.
func (a *axis) of(i int) []int16 { return a.weights[i*a.taps:][:a.taps] }

// axes keeps the weights that were used last: those of the planes of one image.
type axes struct {
	kept [4]axis
	next int
}

// find returns the weights of a geometry, which stay valid until the next call. If they are new, prepare gets them first.
func (a *axes) find(g geometry, prepare func(*axis)) *axis {
	for i := range a.kept {
		if a.kept[i].geometry == g {
			return &a.kept[i]
		}
	}
	oldest := &a.kept[a.next]
	a.next = (a.next + 1) % len(a.kept)
	oldest.set(g)
	prepare(oldest)
	return oldest
}
