package kernel

import "github.com/reefml/reef/internal/parallel"

// MomentumStep holds the constants of one step of gradient descent with momentum.
type MomentumStep struct {
	Rate, Momentum float64
	Nesterov       bool
}

// Momentum updates weights, and the velocity that they move with, in place (Sutskever et al., "On the importance of initialization and
// momentum in deep learning", 2013, with the rate outside the velocity):
//
//	velocity = Momentum * velocity + gradient
//	weights -= Rate * velocity                          or, with Nesterov,
//	weights -= Rate * (gradient + Momentum * velocity)
func Momentum[T Float](s MomentumStep, weights, gradient, velocity []T) {
	v, n := vectorsOf[T](), len(weights)
	update := v.momentum
	if s.Nesterov {
		update = v.nesterov
	}
	if n < small { // without the function that follows, which would have to be allocated
		update(weights, gradient[:n], velocity[:n], T(s.Rate), T(s.Momentum))
		return
	}
	parallel.Blocks(n, grain, func(low, high int) {
		update(weights[low:high], gradient[low:high], velocity[low:high], T(s.Rate), T(s.Momentum))
	})
}

func momentum[T Float](weights, gradient, velocity []T, rate, momentum T) {
	gradient, velocity = gradient[:len(weights)], velocity[:len(weights)]
	for i, g := range gradient {
		velocity[i] = momentum*velocity[i] + g
		weights[i] -= rate * velocity[i]
	}
}

func nesterov[T Float](weights, gradient, velocity []T, rate, momentum T) {
	gradient, velocity = gradient[:len(weights)], velocity[:len(weights)]
	for i, g := range gradient {
		velocity[i] = momentum*velocity[i] + g
		weights[i] -= rate * (g + momentum*velocity[i])
	}
}
