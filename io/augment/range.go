package augment

import (
	"cmp"
	"math"
	"math/rand/v2"
)

// Range is where a parameter is drawn from, uniformly.
type Range struct{ Low, High float64 }

func (r Range) draw(random *rand.Rand) float64 {
	return r.Low + float64(random.Float64()*(r.High-r.Low))
}

// drawRatio draws so that a ratio and its inverse are as likely as each other.
func (r Range) drawRatio(random *rand.Rand) float64 {
	return math.Exp(Range{math.Log(r.Low), math.Log(r.High)}.draw(random))
}

// or returns another range for the zero value.
func (r Range) or(other Range) Range { return cmp.Or(r, other) }

// symmetric draws from -limit to limit.
func symmetric(random *rand.Rand, limit float64) float64 { return Range{-limit, limit}.draw(random) }

// happens draws whether something of a probability does.
func happens(random *rand.Rand, probability float64) bool { return random.Float64() < probability }
