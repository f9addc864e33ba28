package kernel

import "math"

// AdaGradStep holds the constants of one step of AdaGrad.
type AdaGradStep struct{ Rate, Epsilon, Decay float64 }

// AdaGrad updates weights, and the sum of the squares of their gradient, in place (Duchi et al., "Adaptive subgradient methods for online
// learning and stochastic optimization", 2011):
//
//	gradient += Decay * weights
//	squares  += gradient^2
//	weights  -= Rate * gradient / (sqrt(squares) + Epsilon)
//
// The gradient is only read.
func AdaGrad[T Float](s AdaGradStep, weights, gradient, squares []T) {
	inBlocks(adaGrad[T]{s, weights, gradient, squares}, len(weights))
}

type adaGrad[T Float] struct {
	AdaGradStep
	weights, gradient, squares []T
}

func (s adaGrad[T]) run(low, high int) {
	rate, epsilon, decay := T(s.Rate), T(s.Epsilon), T(s.Decay)
	weights, gradient, squares := s.weights[low:high], s.gradient[low:high], s.squares[low:high]
	for i, g := range gradient {
		g += decay * weights[i]
		squares[i] += g * g
		weights[i] -= rate * g / (T(math.Sqrt(float64(squares[i]))) + epsilon)
	}
}
