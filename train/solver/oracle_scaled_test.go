package solver_test

import (
	"math"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

var rmsPropRows = []row{
	{"zero value", func() solver.Solver { return &solver.RMSProp{} },
		same(func() oracle { return naiveRMSProp(solver.RMSProp{Rate: 0.01, Smoothing: 0.99, Epsilon: 1e-8}) }),
		&solver.RMSProp{Rate: 0.01, Smoothing: 0.99, Epsilon: 1e-8}},
	{"centred", func() solver.Solver { s := centred; return &s }, same(func() oracle { return naiveRMSProp(centred) }), nil},
	{"all set", func() solver.Solver { s := rmsPropAllSet(); return &s },
		func(s tensor.Shape) oracle { return decayed(decayOf(s, 0.1), naiveRMSProp(rmsPropAllSet())) }, nil},
}

// With a large epsilon, as the root of a difference magnifies its rounding.
var centred = solver.RMSProp{Rate: 0.001, Smoothing: 0.9, Epsilon: 0.1, Centred: true}

func rmsPropAllSet() solver.RMSProp {
	return solver.RMSProp{Rate: 0.001, Smoothing: 0.9, Epsilon: 0.1, Momentum: 0.8, Centred: true, WeightDecay: 0.1}
}

// naiveRMSProp is the loop in the documentation of PyTorch's RMSprop, without decay.
func naiveRMSProp(s solver.RMSProp) oracle {
	var square, mean, velocity []float64
	return func(weights, gradient []float64, factor float64) {
		if square == nil {
			square, mean, velocity = make([]float64, len(weights)), make([]float64, len(weights)), make([]float64, len(weights))
		}
		for i, g := range gradient {
			square[i] = s.Smoothing*square[i] + (1-s.Smoothing)*g*g
			variance := square[i]
			if s.Centred {
				mean[i] = s.Smoothing*mean[i] + (1-s.Smoothing)*g
				variance -= mean[i] * mean[i]
			}
			velocity[i] = s.Momentum*velocity[i] + g/(math.Sqrt(variance)+s.Epsilon)
			weights[i] -= factor * s.Rate * velocity[i]
		}
	}
}

var adaGradRows = []row{
	{"zero value", func() solver.Solver { return &solver.AdaGrad{} }, same(func() oracle { return naiveAdaGrad(0.01, 1e-10) }),
		&solver.AdaGrad{Rate: 0.01, Epsilon: 1e-10}},
	{"all set", func() solver.Solver { return &solver.AdaGrad{Rate: 0.02, Epsilon: 1e-3, WeightDecay: 0.1} },
		func(s tensor.Shape) oracle { return decayed(decayOf(s, 0.1), naiveAdaGrad(0.02, 1e-3)) }, nil},
}

func naiveAdaGrad(rate, epsilon float64) oracle {
	var squares []float64
	return func(weights, gradient []float64, factor float64) {
		if squares == nil {
			squares = make([]float64, len(weights))
		}
		for i, g := range gradient {
			squares[i] += g * g
			weights[i] -= factor * rate * g / (math.Sqrt(squares[i]) + epsilon)
		}
	}
}

var lambRows = []row{
	{"zero value", func() solver.Solver { return &solver.LAMB{} }, same(func() oracle { return naiveLAMB(0.001, 0.9, 0.999, 1e-6, 0) }),
		&solver.LAMB{Rate: 0.001, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-6}},
	{"all set", func() solver.Solver {
		return &solver.LAMB{Rate: 0.02, Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-3, WeightDecay: 0.1}
	},
		func(s tensor.Shape) oracle { return naiveLAMB(0.02, 0.8, 0.95, 1e-3, decayOf(s, 0.1)) }, nil},
}

// naiveLAMB finds the move of Adam as what it does to weights of zero.
func naiveLAMB(rate, beta1, beta2, epsilon, decay float64) oracle {
	adam := naiveAdam(1, beta1, beta2, epsilon)
	return func(weights, gradient []float64, factor float64) {
		move := make([]float64, len(weights))
		adam(move, gradient, -1)
		var ofWeights, ofMoves float64
		for i, w := range weights {
			move[i] += decay * w
			ofWeights += w * w
			ofMoves += move[i] * move[i]
		}
		ratio := math.Sqrt(ofWeights) / math.Sqrt(ofMoves)
		if ofWeights == 0 || ofMoves == 0 {
			ratio = 1
		}
		for i := range weights {
			weights[i] -= factor * rate * ratio * move[i]
		}
	}
}

var lionRows = []row{
	{"zero value", func() solver.Solver { return &solver.Lion{} }, same(func() oracle { return naiveLion(0.0001, 0.9, 0.99) }),
		&solver.Lion{Rate: 0.0001, Beta1: 0.9, Beta2: 0.99}},
	{"all set", func() solver.Solver { return &solver.Lion{Rate: 0.002, Beta1: 0.8, Beta2: 0.95, WeightDecay: 0.5} },
		func(s tensor.Shape) oracle { return shrunk(decayOf(s, 0.5), 0.002, naiveLion(0.002, 0.8, 0.95)) }, nil},
}

func naiveLion(rate, beta1, beta2 float64) oracle {
	var mean []float64
	return func(weights, gradient []float64, factor float64) {
		if mean == nil {
			mean = make([]float64, len(weights))
		}
		for i, g := range gradient {
			if c := beta1*mean[i] + (1-beta1)*g; c > 0 {
				weights[i] -= factor * rate
			} else if c < 0 {
				weights[i] += factor * rate
			}
			mean[i] = beta2*mean[i] + (1-beta2)*g
		}
	}
}
