package graph

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// Dense is a fully connected layer with the default settings, of DenseSettings{Outputs: outputs}.
func (s *Scope) Dense(x *Node, outputs int) *Node {
	return s.DenseWith(x, DenseSettings{Outputs: outputs})
}

// DenseSettings holds the settings of a fully connected layer.
type DenseSettings struct {
	Outputs int         // required
	NoBias  bool        // leave out the bias, as before a normalisation
	Weight  Initialiser // default He
	Bias    Initialiser // default Zeros
}

// DenseWith is a fully connected layer: x * transpose(weight) + bias. x has shape (N, inputs); the parameters are weight (Outputs, inputs)
// and bias (Outputs). Output shape: (N, Outputs).
func (s *Scope) DenseWith(x *Node, d DenseSettings) *Node {
	return s.layer("Dense", func(l *Layer) (*Node, error) {
		if len(x.Shape()) != 2 {
			return nil, errors.Errorf("received an input of shape %v, expected (N, inputs): put a Flatten before it", x.Shape())
		}
		if d.Outputs < 1 {
			return nil, errors.Errorf("received %d outputs, expected at least 1", d.Outputs)
		}
		inputs := x.Shape()[1]
		weight, err := s.parameter("weight", d.Weight.or(He), Fan{In: inputs, Out: d.Outputs}, d.Outputs, inputs)
		if err != nil {
			return nil, err
		}
		bias, err := s.bias(d.NoBias, d.Bias, d.Outputs)
		if err != nil {
			return nil, err
		}
		l.MultiplyAdds = int64(inputs) * int64(d.Outputs)
		if s.stock() {
			return stockDense(x, weight, bias)
		}
		return op.Dense(x, weight, bias)
	}, x)
}
