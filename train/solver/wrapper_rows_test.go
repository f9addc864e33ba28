package solver_test

import (
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// wrapperRows have the oracle of the method that is wrapped, if the wrapper should change nothing, or one made of it. What wrappers do to
// several parameters together is tested for each.
var wrapperRows = []row{
	{"zero value", func() solver.Solver { return &solver.Clip{Solver: sgd()} },
		same(func() oracle { return naiveSGD(0.02, 0.9, false) }), &solver.Clip{Solver: sgd()}},
	{"value", func() solver.Solver { return &solver.Clip{Value: 0.5, Norm: 1e9, Solver: sgd()} },
		same(func() oracle { return clamped(0.5, naiveSGD(0.02, 0.9, false)) }), nil},
	{"zero value", func() solver.Solver { return &solver.Groups{Solver: &solver.AdamW{}} },
		func(s tensor.Shape) oracle {
			return shrunk(decayOf(s, 0.01), 0.001, naiveAdam(0.001, 0.9, 0.999, 1e-8))
		},
		&solver.Groups{Solver: &solver.AdamW{}}},
	{"one for all", func() solver.Solver {
		return &solver.Groups{Groups: []solver.Group{{Pattern: "*", Rate: 0.5, WeightDecay: 0.25}}, Solver: &solver.AdamW{}}
	}, same(func() oracle { return shrunk(0.25, 0.0005, naiveAdam(0.0005, 0.9, 0.999, 1e-8)) }), nil},
	{"zero value", func() solver.Solver { return &solver.Accumulate{Solver: sgd()} },
		same(func() oracle { return naiveSGD(0.02, 0.9, false) }), &solver.Accumulate{Batches: 1, Solver: sgd()}},
	{"two batches", func() solver.Solver { return &solver.Accumulate{Batches: 2, Solver: sgd()} },
		same(func() oracle { return inTwos(naiveSGD(0.02, 0.9, false)) }), nil},
	{"zero value", func() solver.Solver { return &solver.MovingAverage{Solver: sgd()} },
		same(func() oracle { return naiveSGD(0.02, 0.9, false) }), &solver.MovingAverage{Decay: 0.999, Solver: sgd()}},
	{"zero value", func() solver.Solver { return &solver.WeightMean{Solver: sgd()} },
		same(func() oracle { return naiveSGD(0.02, 0.9, false) }), &solver.WeightMean{From: 1, Every: 1, Solver: sgd()}},
	{"from the second step", func() solver.Solver { return &solver.WeightMean{From: 2, Every: 2, Solver: sgd()} },
		same(func() oracle { return naiveSGD(0.02, 0.9, false) }), nil},
	{"around others", func() solver.Solver {
		return &solver.Accumulate{Batches: 2, Solver: &solver.Groups{Groups: []solver.Group{{Pattern: "*", NoDecay: true}},
			Solver: &solver.Clip{Value: 0.5, Solver: &solver.MovingAverage{Solver: &solver.SGD{Rate: 0.02, Momentum: 0.9, WeightDecay: 0.1}}}}}
	}, same(func() oracle { return inTwos(clamped(0.5, naiveSGD(0.02, 0.9, false))) }), nil},
}

// clamped bounds the elements of the gradient.
func clamped(limit float64, step oracle) oracle {
	return func(weights, gradient []float64, factor float64) {
		bounded := make([]float64, len(gradient))
		for i, g := range gradient {
			bounded[i] = max(-limit, min(limit, g))
		}
		step(weights, bounded, factor)
	}
}

// inTwos steps by the mean of every two gradients.
func inTwos(step oracle) oracle {
	var first []float64
	return func(weights, gradient []float64, factor float64) {
		if first == nil {
			first = append(first, gradient...)
			return
		}
		mean := make([]float64, len(gradient))
		for i, g := range gradient {
			mean[i] = (first[i] + g) / 2
		}
		first = nil
		step(weights, mean, factor)
	}
}
