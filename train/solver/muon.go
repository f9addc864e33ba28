package solver

import (
	"cmp"
	"math"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Muon steps matrices by their momentum made orthogonal, so that every direction of the step is of about the same length (Keller Jordan et
// al., "Muon: an optimizer for hidden layers in neural networks", 2024, https://kellerjordan.github.io/posts/muon):
//
//	momentum = Momentum*momentum + gradient
//	weights -= Rate * (sqrt(max(1, rows/columns)) * orthogonal(gradient + Momentum*momentum) + WeightDecay*weights)
//
// orthogonal is five steps of a Newton-Schulz iteration, in the precision of the parameter; see the file newton_schulz.go. A parameter with
// two or more axes is a matrix of its first axis by all others together: (out, rest) for a convolution's (out, in, height, width). Those
// with one axis are stepped by AdamW with betas 0.9 and 0.95 and epsilon 1e-10. The authors advise AdamW for the first and the last layer
// too: name them in Vectors.
type Muon struct {
	Rate         float64  // size of a step of matrices; default 0.02
	Momentum     float64  // share of the momentum that is kept; default 0.95
	VectorRate   float64  // size of AdamW's steps; default 0.0003
	Vectors      []string // patterns, as in Group, of paths of parameters that AdamW steps whatever their axes; default none
	WeightDecay  float64  // decoupled, for both methods; default 0, none
	DecayVectors bool     // parameters with one axis (biases, normalisation) decay too

	factor
	memory
}

var _ Solver = (*Muon)(nil)

var muonQuantities, muonVectorQuantities = []string{"momentum"}, []string{"vector_mean", "vector_variance"}

// Name is "muon".
func (m *Muon) Name() string { return "muon" }

// quantities tell by which method a parameter is stepped.
func (m *Muon) quantities(p parameter) []string {
	if p.weights.Dims() < 2 || matchesAny(m.Vectors, p.name) {
		return muonVectorQuantities
	}
	return muonQuantities
}

// checkPatterns returns an error if one of Vectors is no parameter's.
func (m *Muon) checkPatterns(model []gorgonia.ValueGrad) error {
	if len(m.Vectors) == 0 {
		return nil
	}
	parameters, err := m.roll.call(model)
	if err != nil {
		return err
	}
	for _, pattern := range m.Vectors {
		if !slices.ContainsFunc(parameters, func(p parameter) bool { return matches(pattern, p.name) }) {
			return noMatch("Vectors", pattern, parameters)
		}
	}
	return nil
}

// Step changes every parameter of the model by its gradient.
func (m *Muon) Step(model []gorgonia.ValueGrad) error {
	ofVectors := adamStep(m.factor.of(cmp.Or(m.VectorRate, 0.0003)), 0.9, 0.95, 1e-10, m.steps+1)
	rate, momentum := m.factor.of(cmp.Or(m.Rate, 0.02)), cmp.Or(m.Momentum, 0.95)
	if err := m.checkPatterns(model); err != nil {
		return errors.Wrap(err, "Muon")
	}
	err := m.update(model, m.quantities, func(p parameter) {
		decay := p.decay(m.WeightDecay, m.DecayVectors)
		switch {
		case len(p.state) == len(muonVectorQuantities):
			adamW(p, ofVectors, decay)
		case p.weights.Dtype() == tensor.Float32:
			matrix[float32]{p.weights.Float32s(), p.gradient.Float32s(), p.state[0].Float32s(), p.weights.Shape()[0]}.
				step(p.rate(rate), momentum, decay)
		default:
			matrix[float64]{p.weights.Float64s(), p.gradient.Float64s(), p.state[0].Float64s(), p.weights.Shape()[0]}.
				step(p.rate(rate), momentum, decay)
		}
	})
	return errors.Wrap(err, "Muon")
}

// Restore continues from a copy of the state of another Muon: "momentum:parameter" for matrices, and "vector_mean:parameter"
// and "vector_variance:parameter" for others.
func (m *Muon) Restore(s State) error {
	return errors.Wrap(m.restore(s, muonQuantities, muonVectorQuantities), "Muon")
}

// A matrix is a parameter that Muon steps.
type matrix[T kernel.Float] struct {
	weights, gradient, momentum []T
	rows                        int
}

// step updates the momentum and the weights.
func (m matrix[T]) step(rate, momentum, decay float64) {
	if len(m.weights) == 0 {
		return
	}
	columns := len(m.weights) / m.rows
	kernel.Combine(m.momentum, momentum, m.momentum, 1, m.gradient)
	o := borrowOrthogonal[T](m.rows, columns)
	defer o.giveBack()
	kernel.Combine(o.matrix(), momentum, m.momentum, 1, m.gradient)
	o.run()
	length := math.Sqrt(max(1, float64(m.rows)/float64(columns)))
	kernel.Combine(m.weights, 1-rate*decay, m.weights, -rate*length, o.matrix())
}
