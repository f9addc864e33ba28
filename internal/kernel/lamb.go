package kernel

import (
	"math"

	"github.com/reefml/reef/internal/scratch"
)

// LAMBStep holds the constants of one step of LAMB; see AdamStep.
type LAMBStep struct {
	AdamStep
	Decay float64
}

// LAMB updates weights, and the running mean and variance of their gradient, in place (You et al., "Large batch optimization for deep
// learning: training BERT in 76 minutes", 2020, algorithm 2, with the norm itself for phi):
//
//	mean     = Beta1 * mean + (1 - Beta1) * gradient
//	variance = Beta2 * variance + (1 - Beta2) * gradient^2
//	move     = (mean / Correction1) / (sqrt(variance / Correction2) + Epsilon) + Decay * weights
//	weights -= Rate * |weights| / |move| * move
//
// The ratio of the norms is that of the whole slices, and 1 if either norm is 0.
//
// It goes over memory twice, as the ratio is known only at the end of the first pass; the second computes the move again.
func LAMB[T Float](s LAMBStep, weights, gradient, mean, variance []T) {
	n := len(weights)
	blocks := (n + grain - 1) / grain
	norms := scratch.Borrow[float64](2 * blocks)
	defer scratch.Return(norms)
	l := lamb[T]{s, weights, gradient, mean, variance, (*norms)[:2*blocks]}
	inBlocks(l, n)
	var ofWeights, ofMoves float64
	for i := 0; i < len(l.norms); i += 2 {
		ofWeights += l.norms[i]
		ofMoves += l.norms[i+1]
	}
	rate := s.Rate
	if ofWeights > 0 && ofMoves > 0 {
		rate *= math.Sqrt(ofWeights / ofMoves)
	}
	inBlocks(lambMoves[T]{l, T(rate)}, n)
}

type lamb[T Float] struct {
	LAMBStep
	weights, gradient, mean, variance []T
	norms                             []float64 // sums of squares of the weights and the moves, for each block of grain elements
}

// run updates the averages and leaves the sums of squares of a block.
func (l lamb[T]) run(low, high int) {
	beta1, new1, beta2, new2 := T(l.Beta1), T(1-l.Beta1), T(l.Beta2), T(1-l.Beta2)
	scale, root, epsilon, decay := l.factors()
	weights, mean, variance := l.weights[low:high], l.mean[low:high], l.variance[low:high]
	var ofWeights, ofMoves float64
	for i, g := range l.gradient[low:high] {
		m, v, w := beta1*mean[i]+new1*g, beta2*variance[i]+new2*g*g, weights[i]
		mean[i], variance[i] = m, v
		d := float64(scale*m/(T(math.Sqrt(float64(v)))*root+epsilon) + decay*w)
		ofWeights += float64(w) * float64(w)
		ofMoves += d * d
	}
	block := low / grain
	l.norms[2*block], l.norms[2*block+1] = ofWeights, ofMoves
}

// factors are those with which the move of an element is scale * mean / (sqrt(variance) * root + epsilon) + decay * weight.
func (l lamb[T]) factors() (scale, root, epsilon, decay T) {
	return T(1 / l.Correction1), T(1 / math.Sqrt(l.Correction2)), T(l.Epsilon), T(l.Decay)
}

// lambMoves is the second pass.
type lambMoves[T Float] struct {
	lamb[T]
	rate T
}

// run changes the weights of a block.
func (l lambMoves[T]) run(low, high int) {
	scale, root, epsilon, decay := l.factors()
	mean, variance, weights := l.mean[low:high], l.variance[low:high], l.weights[low:high]
	for i, w := range weights {
		weights[i] = w - l.rate*(scale*mean[i]/(T(math.Sqrt(float64(variance[i])))*root+epsilon)+decay*w)
	}
}
