package kernel

import "math"

// RMSPropStep holds the constants of one step of RMSProp.
type RMSPropStep struct{ Rate, Smoothing, Epsilon, Momentum, Decay float64 }

// RMSProp updates weights, and the running square of their gradient, in place (Tieleman and Hinton, "Lecture 6.5", 2012; centred: Graves,
// "Generating sequences with recurrent neural networks", 2013, with epsilon outside of the root):
//
//	gradient += Decay * weights
//	square   = Smoothing * square + (1 - Smoothing) * gradient^2
//	mean     = Smoothing * mean + (1 - Smoothing) * gradient
//	velocity = Momentum * velocity + gradient / (sqrt(square - mean^2) + Epsilon)
//	weights -= Rate * velocity
//
// A mean of nil is left out of the root; without a velocity its last summand takes its place. The gradient is only read.
func RMSProp[T Float](s RMSPropStep, weights, gradient, square, mean, velocity []T) {
	inBlocks(rmsProp[T]{s, weights, gradient, square, mean, velocity}, len(weights))
}

type rmsProp[T Float] struct {
	RMSPropStep
	weights, gradient, square, mean, velocity []T
}

func (s rmsProp[T]) run(low, high int) {
	rate, old, recent := T(s.Rate), T(s.Smoothing), T(1-s.Smoothing)
	epsilon, momentum, decay := T(s.Epsilon), T(s.Momentum), T(s.Decay)
	weights, gradient, square := s.weights[low:high], s.gradient[low:high], s.square[low:high]
	for i, g := range gradient {
		g += decay * weights[i]
		v := old*square[i] + recent*g*g
		square[i] = v
		if s.mean != nil {
			m := old*s.mean[low+i] + recent*g
			s.mean[low+i] = m
			v = max(v-m*m, 0) // rounding may make the variance of a constant gradient negative
		}
		move := g / (T(math.Sqrt(float64(v))) + epsilon)
		if s.velocity != nil {
			move += momentum * s.velocity[low+i]
			s.velocity[low+i] = move
		}
		weights[i] -= rate * move
	}
}
