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
	rate, momentum := T(s.Rate), T(s.Momentum)
	parallel.Blocks(len(weights), grain, func(low, high int) {
		w, g, v := weights[low:high], gradient[low:high], velocity[low:high]
		g, v = g[:len(w)], v[:len(w)]
		for i := range w {
			v[i] = momentum*v[i] + g[i]
			direction := v[i]
			if s.Nesterov {
				direction = g[i] + momentum*v[i]
			}
			w[i] -= rate * direction
		}
	})
}
