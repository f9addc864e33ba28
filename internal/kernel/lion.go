package kernel

import "math"

// LionStep holds the constants of one step of Lion.
type LionStep struct{ Rate, Beta1, Beta2, Decay float64 }

// Lion updates weights, and the running mean of their gradient, in place (Chen et al., "Symbolic discovery of optimization algorithms",
// 2023, algorithm 2):
//
//	weights -= Rate * (sign(Beta1 * mean + (1 - Beta1) * gradient) + Decay * weights)
//	mean     = Beta2 * mean + (1 - Beta2) * gradient
//
// The sign of zero is zero.
func Lion[T Float](s LionStep, weights, gradient, mean []T) {
	inBlocks(lion[T]{s, weights, gradient, mean}, len(weights))
}

type lion[T Float] struct {
	LionStep
	weights, gradient, mean []T
}

func (s lion[T]) run(low, high int) {
	rate, kept := T(s.Rate), T(1-s.Rate*s.Decay)
	beta1, new1, beta2, new2 := T(s.Beta1), T(1-s.Beta1), T(s.Beta2), T(1-s.Beta2)
	weights, gradient, mean := s.weights[low:high], s.gradient[low:high], s.mean[low:high]
	for i, g := range gradient {
		weights[i] = kept*weights[i] - rate*sign(beta1*mean[i]+new1*g)
		mean[i] = beta2*mean[i] + new2*g
	}
}

// sign is 1, -1 or, for zero, 0. It is NaN for NaN, so that a gradient that is not a number shows. It has no branch that the processor
// would mispredict.
func sign[T Float](x T) T {
	if math.IsNaN(float64(x)) {
		return x
	}
	return choose[T](x > 0, 1, 0) - choose[T](x < 0, 1, 0)
}
