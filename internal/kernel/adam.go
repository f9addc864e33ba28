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
	v, n := vectorsOf[T](), len(weights)
	if n < small { // without the function that follows, which would have to be allocated
		v.adam(weights, gradient[:n], mean[:n], variance[:n], beta1, new1, beta2, new2, rate, root, epsilon)
		return
	}
	parallel.Blocks(n, grain, func(low, high int) {
		v.adam(weights[low:high], gradient[low:high], mean[low:high], variance[low:high], beta1, new1, beta2, new2, rate, root, epsilon)
	})
}

// adam sets mean to beta1 * mean + new1 * gradient, variance to beta2 * variance + new2 * gradient^2, and subtracts
// rate * mean / (sqrt(variance) * root + epsilon) from weights.
func adam[T Float](weights, gradient, mean, variance []T, beta1, new1, beta2, new2, rate, root, epsilon T) {
	gradient, mean, variance = gradient[:len(weights)], mean[:len(weights)], variance[:len(weights)]
	for i, g := range gradient {
		m, v := beta1*mean[i]+new1*g, beta2*variance[i]+new2*g*g
		mean[i], variance[i] = m, v
		weights[i] -= rate * m / (T(math.Sqrt(float64(v)))*root + epsilon)
	}
}
