package solver

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/pkg/errors"
)

// Method is a solver as New knows it.
type Method struct {
	Name        string
	Description string  // one line
	Rate        float64 // what it usually begins with
	Momentum    float64 // its usual momentum, or first beta; 0: it has none
	make        func(Settings) Solver
}

// Settings are what a flag may set of every method. The zero value of each means what is usual for the method.
type Settings struct {
	Rate        float64 // size of a step
	WeightDecay float64 // of parameters with two or more axes; usually 0, but 0.01 with adamw and lamb
	// Momentum is the share of the velocity that is kept, or the decay of the average gradient: Beta1. A method without is an error.
	Momentum float64
}

// Methods returns what New knows.
func Methods() []Method {
	return []Method{
		{"sgd", "gradient descent with Nesterov's momentum; L2 decay", 0.1, 0.9, func(s Settings) Solver {
			return &SGD{Rate: s.Rate, Momentum: s.Momentum, Nesterov: true, WeightDecay: s.WeightDecay}
		}},
		{"adam", "steps scaled by the gradient's average size; L2 decay", 0.001, 0.9, func(s Settings) Solver {
			return &Adam{Rate: s.Rate, Beta1: s.Momentum, WeightDecay: s.WeightDecay}
		}},
		{"adamw", "Adam with decoupled decay", 0.001, 0.9, func(s Settings) Solver {
			return &AdamW{Rate: s.Rate, Beta1: s.Momentum, WeightDecay: s.WeightDecay}
		}},
		{"rmsprop", "steps divided by the gradient's average size, with momentum; L2 decay", 0.001, 0.9, func(s Settings) Solver {
			return &RMSProp{Rate: s.Rate, Momentum: s.Momentum, WeightDecay: s.WeightDecay}
		}},
		{"adagrad", "steps divided by the root of the sum of all squares of the gradient; L2 decay", 0.01, 0, func(s Settings) Solver {
			return &AdaGrad{Rate: s.Rate, WeightDecay: s.WeightDecay}
		}},
		{"lamb", "AdamW with steps as long as the weights, for large batches", 0.002, 0.9, func(s Settings) Solver {
			return &LAMB{Rate: s.Rate, Beta1: s.Momentum, WeightDecay: cmp.Or(s.WeightDecay, 0.01)}
		}},
		{"lion", "steps by the sign of the gradient's average; decoupled decay", 0.0001, 0.9, func(s Settings) Solver {
			return &Lion{Rate: s.Rate, Beta1: s.Momentum, WeightDecay: s.WeightDecay}
		}},
		{"muon", "momentum made orthogonal for matrices, AdamW at 0.015 times the rate for others; decoupled decay", 0.02, 0.95,
			func(s Settings) Solver {
				return &Muon{Rate: s.Rate, VectorRate: 0.015 * s.Rate, Momentum: s.Momentum, WeightDecay: s.WeightDecay}
			}},
	}
}

// String returns two columns for a list: the name, and what the method does with its usual rate.
func (m Method) String() string {
	return fmt.Sprintf("%-10s %s (usual rate %v)", m.Name, m.Description, m.Rate)
}

// New returns the solver of that name. An error says which names there are, or which setting the method cannot have.
func New(name string, s Settings) (Solver, error) {
	var names []string
	for _, method := range Methods() {
		if method.Name != name {
			names = append(names, method.Name)
			continue
		}
		if err := s.check(method); err != nil {
			return nil, errors.Wrap(err, name)
		}
		s.Rate, s.Momentum = cmp.Or(s.Rate, method.Rate), cmp.Or(s.Momentum, method.Momentum)
		return method.make(s), nil
	}
	return nil, errors.Errorf("received the solver %q, expected one of %s", name, strings.Join(names, ", "))
}

// check returns an error if the method cannot step with the settings.
func (s Settings) check(m Method) error {
	if !(s.Rate >= 0 && s.Rate <= math.MaxFloat64) { // not the inverse: NaN fails too
		return errors.Errorf("received a rate of %v, expected a finite number above 0 (0 means the usual %v)", s.Rate, m.Rate)
	}
	if !(s.WeightDecay >= 0 && s.WeightDecay <= math.MaxFloat64) {
		return errors.Errorf("received a weight decay of %v, expected a finite number of at least 0", s.WeightDecay)
	}
	if !(s.Momentum >= 0 && s.Momentum < 1) {
		return errors.Errorf("received a momentum of %v, expected at least 0 and less than 1 (0 means the usual %v)", s.Momentum, m.Momentum)
	}
	if s.Momentum != 0 && m.Momentum == 0 {
		return errors.Errorf("received a momentum of %v, but the method has none: leave it out", s.Momentum)
	}
	return nil
}
