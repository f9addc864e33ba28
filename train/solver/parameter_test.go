package solver_test

import (
	"math/rand/v2"
	"testing"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// variable is a parameter whose gradient the test sets.
type variable struct {
	name            string
	value, gradient gorgonia.Value
}

func (v *variable) Name() string          { return v.name }
func (v *variable) Value() gorgonia.Value { return v.value }
func (v *variable) Grad() (gorgonia.Value, error) {
	if v.gradient == nil {
		return nil, errors.New("no gradient yet")
	}
	return v.gradient, nil
}

// newVariable returns a variable of zeros with a gradient of zeros.
func newVariable(name string, dtype tensor.Dtype, shape ...int) *variable {
	return &variable{
		name:     name,
		value:    tensor.New(tensor.Of(dtype), tensor.WithShape(shape...)),
		gradient: tensor.New(tensor.Of(dtype), tensor.WithShape(shape...)),
	}
}

// model returns three variables with random values, of sizes with which a kernel has a tail. That kernels give the same bits on several
// goroutines is tested with them.
func model(dtype tensor.Dtype, random *rand.Rand) []*variable {
	all := []*variable{newVariable("a/weight", dtype, 3, 5), newVariable("a/bias", dtype, 3), newVariable("b/weight", dtype, 2, 7, 99)}
	for _, v := range all {
		fill(v.value, random)
	}
	return all
}

// fill draws from the standard normal distribution. Both types get the same numbers, up to rounding.
func fill(v gorgonia.Value, random *rand.Rand) {
	switch values := v.Data().(type) {
	case []float32:
		for i := range values {
			values[i] = float32(random.NormFloat64())
		}
	case []float64:
		for i := range values {
			values[i] = random.NormFloat64()
		}
	}
}

// floats copies the elements of a tensor.
func floats(t *testing.T, v gorgonia.Value) []float64 {
	t.Helper()
	switch values := v.Data().(type) {
	case []float32:
		wide := make([]float64, len(values))
		for i, x := range values {
			wide[i] = float64(x)
		}
		return wide
	case []float64:
		return append([]float64(nil), values...)
	}
	t.Fatalf("received elements of type %T, want floats", v.Data())
	return nil
}

// snapshot copies the values of all variables.
func snapshot(t *testing.T, variables []*variable) [][]float64 {
	t.Helper()
	var all [][]float64
	for _, v := range variables {
		all = append(all, floats(t, v.value))
	}
	return all
}

// valueGrads is the list that a solver takes.
func valueGrads(variables []*variable) []gorgonia.ValueGrad {
	var all []gorgonia.ValueGrad
	for _, v := range variables {
		all = append(all, v)
	}
	return all
}
