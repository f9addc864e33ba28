package kernel

import (
	"math"

	"github.com/reefml/reef/internal/scratch"
)

// The steps here draw weights towards zero on the way. They do so block by block, in the first levels of cache, so that the pass over
// memory is still one, and the loops are those of the steps without decay.

// MomentumDecayed is Momentum on the gradient of the loss with Decay/2 * |weights|^2 added: gradient + decay * weights.
func MomentumDecayed[T Float](s MomentumStep, decay float64, weights, gradient, velocity []T) {
	inBlocks(momentumDecayed[T]{s, decay, vectorsOf[T](), weights, gradient, velocity}, len(weights))
}

type momentumDecayed[T Float] struct {
	MomentumStep
	decay                       float64
	loops                       *vectors[T]
	weights, gradient, velocity []T
}

func (s momentumDecayed[T]) run(low, high int) {
	update := s.loops.momentum
	if s.Nesterov {
		update = s.loops.nesterov
	}
	gradient := scratch.Borrow[T](high - low)
	defer scratch.Return(gradient)
	decayedGradient(s.loops, (*gradient)[:high-low], s.weights[low:high], s.gradient[low:high], T(s.decay))
	update(s.weights[low:high], (*gradient)[:high-low], s.velocity[low:high], T(s.Rate), T(s.Momentum))
}

// decayedGradient sets output to gradient + decay * weights.
func decayedGradient[T Float](loops *vectors[T], output, weights, gradient []T, decay T) {
	loops.scale(output, weights, decay)
	loops.add(output, output, gradient)
}

// AdamDecayed is Adam on the gradient of the loss with Decay/2 * |weights|^2 added: gradient + decay * weights. The averages then divide
// the decay too, by the size of the gradient; AdamW does not let them.
func AdamDecayed[T Float](s AdamStep, decay float64, weights, gradient, mean, variance []T) {
	inBlocks(adamDecayed[T]{s, decay, false, vectorsOf[T](), weights, gradient, mean, variance}, len(weights))
}

// AdamW is Adam after weights -= Rate * decay * weights (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019,
// algorithm 2, with the rate before the decay, as is usual).
func AdamW[T Float](s AdamStep, decay float64, weights, gradient, mean, variance []T) {
	inBlocks(adamDecayed[T]{s, decay, true, vectorsOf[T](), weights, gradient, mean, variance}, len(weights))
}

type adamDecayed[T Float] struct {
	AdamStep
	decay                             float64
	decoupled                         bool
	loops                             *vectors[T]
	weights, gradient, mean, variance []T
}

func (s adamDecayed[T]) run(low, high int) {
	weights, gradient := s.weights[low:high], s.gradient[low:high]
	if s.decoupled {
		s.loops.scale(weights, weights, T(1-s.Rate*s.decay))
	} else {
		decayed := scratch.Borrow[T](high - low)
		defer scratch.Return(decayed)
		decayedGradient(s.loops, (*decayed)[:high-low], weights, gradient, T(s.decay))
		gradient = (*decayed)[:high-low]
	}
	rate, root := T(s.Rate/s.Correction1), T(1/math.Sqrt(s.Correction2))
	s.loops.adam(weights, gradient, s.mean[low:high], s.variance[low:high], T(s.Beta1), T(1-s.Beta1), T(s.Beta2), T(1-s.Beta2),
		rate, root, T(s.Epsilon))
}
