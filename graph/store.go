package graph

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/random"
	"gorgonia.org/tensor"
)

// Store holds what a network has learnt: its parameters and its running state, by path. All graphs of a network share one Store.
// It is not safe for graphs that train at the same time.
type Store struct {
	seed       uint64
	dtype      tensor.Dtype
	step       uint64
	parameters variables
	state      variables
}

// Variable is a tensor of a Store, with the path by which it is found: "block1/weight".
type Variable struct {
	Name  string
	Value *tensor.Dense
}

// variables keeps the order of creation, which is the order in which a network declares its layers.
type variables struct {
	list  []Variable
	index map[string]int
}

// NewStore returns an empty store for tensors of type tensor.Float32 or tensor.Float64.
func NewStore(seed uint64, dtype tensor.Dtype) *Store {
	return &Store{seed: seed, dtype: dtype}
}

// Parameters are what a solver changes, in the order of declaration.
func (s *Store) Parameters() []Variable { return s.parameters.list }

// State are the running statistics that layers keep, in the order of declaration.
func (s *Store) State() []Variable { return s.state.list }

// Type is the element type of all variables.
func (s *Store) Type() tensor.Dtype { return s.dtype }

// Seed is the seed that decides initial values and dropout.
func (s *Store) Seed() uint64 { return s.seed }

// Step is the number of training steps run so far. With the seed, it decides what the next step drops out.
func (s *Store) Step() uint64 { return s.step }

// SetStep is for going on with a run that was interrupted.
func (s *Store) SetStep(step uint64) { s.step = step }

// Size is the number of values in all parameters.
func (s *Store) Size() int {
	size := 0
	for _, p := range s.parameters.list {
		size += p.Value.Shape().TotalSize()
	}
	return size
}

// parameter finds or creates a parameter.
func (s *Store) parameter(name string, shape tensor.Shape, initialise Initialiser, fan Fan) (*tensor.Dense, error) {
	return s.parameters.find(name, shape, func() (*tensor.Dense, error) {
		values := make([]float64, shape.TotalSize())
		initialise(values, fan, random.Stream(s.seed, "initialise", name))
		return s.tensor(shape, values)
	})
}

// running finds or creates a tensor of running state, filled with value.
func (s *Store) running(name string, shape tensor.Shape, value float64) (*tensor.Dense, error) {
	return s.state.find(name, shape, func() (*tensor.Dense, error) {
		values := make([]float64, shape.TotalSize())
		Constant(value)(values, Fan{}, nil)
		return s.tensor(shape, values)
	})
}

func (v *variables) find(name string, shape tensor.Shape, create func() (*tensor.Dense, error)) (*tensor.Dense, error) {
	if i, ok := v.index[name]; ok {
		found := v.list[i].Value
		if !slices.Equal(found.Shape(), shape) { // Shape.Eq takes a row for a column
			return nil, errors.Errorf("%s has shape %v in the store, but this graph declares it with shape %v: use another store, or another path",
				name, found.Shape(), shape)
		}
		return found, nil
	}
	value, err := create()
	if err != nil {
		return nil, errors.Wrap(err, name)
	}
	if v.index == nil {
		v.index = map[string]int{}
	}
	v.index[name] = len(v.list)
	v.list = append(v.list, Variable{Name: name, Value: value})
	return value, nil
}

// tensor converts values to the store's element type.
func (s *Store) tensor(shape tensor.Shape, values []float64) (*tensor.Dense, error) {
	switch s.dtype {
	case tensor.Float64:
		return tensor.New(tensor.WithShape(shape...), tensor.WithBacking(values)), nil
	case tensor.Float32:
		narrow := make([]float32, len(values))
		for i, v := range values {
			narrow[i] = float32(v)
		}
		return tensor.New(tensor.WithShape(shape...), tensor.WithBacking(narrow)), nil
	}
	return nil, errors.Errorf("received a store of type %v, expected tensor.Float32 or tensor.Float64", s.dtype)
}
