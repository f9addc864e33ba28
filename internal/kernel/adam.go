package kernel

import (
	"math"

	"github.com/reefml/reef/internal/parallel"
)

// AdamStep holds the constants of one step of Adam. Correction1 and Correction2 undo the bias of averages that began at zero: at step t, the
// first being 1, they are 1 - Beta1^t and 1 - Beta2^t.
type AdamStep struct{ Rate, Beta1, Beta2, Epsilon, Correction1, Correction2 float64 }

// Adam updates weights, and the running mean and variance of their gradient, in place (Kingma and Ba, "Adam: a method for stochastic
// optimization", 2015, with epsilon added after the correction as in its algorithm 1):
//
//	mean     = Beta1 * mean + (1 - Beta1) * gradient
//	variance = Beta2 * variance + (1 - Beta2) * gradient^2
//	weights -= Rate * (mean / Correction1) / (sqrt(variance / Correction2) + Epsilon)
func Adam[T Float](s AdamStep, weights, gradient, mean, variance []T) {
	beta1, beta2, new1, new2 := T(s.Beta1), T(s.Beta2), T(1-s.Beta1), T(1-s.Beta2)
	rate, root, epsilon := T(s.Rate/s.Correction1), T(1/math.Sqrt(s.Correction2)), T(s.Epsilon)
	parallel.Blocks(len(weights), grain, func(low, high int) {
		w, g, m, v := weights[low:high], gradient[low:high], mean[low:high], variance[low:high]
		g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
		for i := range w {
			m[i] = beta1*m[i] + new1*g[i]
			v[i] = beta2*v[i] + new2*g[i]*g[i]
			w[i] -= rate * m[i] / (T(math.Sqrt(float64(v[i])))*root + epsilon)
		}
	})
}
