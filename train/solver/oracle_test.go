package solver_test

import (
	"math"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// decayOf is a method's decay for a parameter: none for one axis.
func decayOf(shape tensor.Shape, decay float64) float64 {
	if shape.Dims() < 2 {
		return 0
	}
	return decay
}

// decayed is an oracle with L2 decay: the method steps by the gradient and a share of the weights.
func decayed(decay float64, step oracle) oracle {
	return func(weights, gradient []float64, factor float64) {
		sum := make([]float64, len(gradient))
		for i, g := range gradient {
			sum[i] = g + decay*weights[i]
		}
		step(weights, sum, factor)
	}
}

// shrunk is an oracle with decoupled decay: the weights shrink before the step.
func shrunk(decay, rate float64, step oracle) oracle {
	return func(weights, gradient []float64, factor float64) {
		for i := range weights {
			weights[i] -= factor * rate * decay * weights[i]
		}
		step(weights, gradient, factor)
	}
}

// same is the oracle of a method to which the shape does not matter.
func same(make func() oracle) func(tensor.Shape) oracle {
	return func(tensor.Shape) oracle { return make() }
}

var adamRows = []row{
	{"zero value", func() solver.Solver { return &solver.Adam{} }, same(func() oracle { return naiveAdam(0.001, 0.9, 0.999, 1e-8) }),
		&solver.Adam{Rate: 0.001, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}},
	{"all set", func() solver.Solver {
		return &solver.Adam{Rate: 0.02, Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-3, WeightDecay: 0.1}
	},
		func(s tensor.Shape) oracle { return decayed(decayOf(s, 0.1), naiveAdam(0.02, 0.8, 0.95, 1e-3)) }, nil},
	{"zero value", func() solver.Solver { return &solver.AdamW{} },
		func(s tensor.Shape) oracle {
			return shrunk(decayOf(s, 0.01), 0.001, naiveAdam(0.001, 0.9, 0.999, 1e-8))
		},
		&solver.AdamW{Rate: 0.001, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, WeightDecay: 0.01}},
	{"all set", func() solver.Solver {
		return &solver.AdamW{Rate: 0.02, Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-3, WeightDecay: 0.5, DecayVectors: true}
	}, same(func() oracle { return shrunk(0.5, 0.02, naiveAdam(0.02, 0.8, 0.95, 1e-3)) }), nil},
}

var sgdRows = []row{
	{"zero value", func() solver.Solver { return &solver.SGD{} }, same(func() oracle { return naiveSGD(0.01, 0, false) }),
		&solver.SGD{Rate: 0.01}},
	{"momentum", func() solver.Solver { return &solver.SGD{Rate: 0.02, Momentum: 0.9} },
		same(func() oracle { return naiveSGD(0.02, 0.9, false) }), nil},
	{"nesterov", func() solver.Solver { return &solver.SGD{Rate: 0.02, Momentum: 0.9, Nesterov: true} },
		same(func() oracle { return naiveSGD(0.02, 0.9, true) }), nil},
	{"decay", func() solver.Solver { return &solver.SGD{Rate: 0.02, Momentum: 0.9, WeightDecay: 0.1} },
		func(s tensor.Shape) oracle { return decayed(decayOf(s, 0.1), naiveSGD(0.02, 0.9, false)) }, nil},
}

// naiveAdam is algorithm 1 of Kingma and Ba, line by line.
func naiveAdam(rate, beta1, beta2, epsilon float64) oracle {
	var mean, variance []float64
	steps := 0.
	return func(weights, gradient []float64, factor float64) {
		if mean == nil {
			mean, variance = make([]float64, len(weights)), make([]float64, len(weights))
		}
		steps++
		for i, g := range gradient {
			mean[i] = beta1*mean[i] + (1-beta1)*g
			variance[i] = beta2*variance[i] + (1-beta2)*g*g
			unbiasedMean := mean[i] / (1 - math.Pow(beta1, steps))
			unbiasedVariance := variance[i] / (1 - math.Pow(beta2, steps))
			weights[i] -= factor * rate * unbiasedMean / (math.Sqrt(unbiasedVariance) + epsilon)
		}
	}
}

// naiveSGD is the loop in the documentation of PyTorch's SGD, without dampening and decay.
func naiveSGD(rate, momentum float64, nesterov bool) oracle {
	var velocity []float64
	return func(weights, gradient []float64, factor float64) {
		if velocity == nil {
			velocity = make([]float64, len(weights))
		}
		for i, g := range gradient {
			velocity[i] = momentum*velocity[i] + g
			if nesterov {
				g += momentum * velocity[i]
			} else {
				g = velocity[i]
			}
			weights[i] -= factor * rate * g
		}
	}
}
