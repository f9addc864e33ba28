package solver_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

const steps = 50

// walk makes the steps of a schedule on random gradients, and calls prepare, if there is one, before each.
func walk(t *testing.T, s solver.Solver, variables []*variable, factors []float64, random *rand.Rand, prepare func(step int)) {
	t.Helper()
	for step, factor := range factors {
		for _, v := range variables {
			fill(v.gradient, random)
		}
		if prepare != nil {
			prepare(step)
		}
		s.SetFactor(factor)
		if err := s.Step(valueGrads(variables)); err != nil {
			t.Fatalf("step %d: %v", step, err)
		}
	}
}

// someFactors is a schedule that rises and falls, and stops for a step.
func someFactors() []float64 {
	factors := make([]float64, steps)
	for i := range factors {
		factors[i] = []float64{1, 0.5, 0, 2}[i%4]
	}
	return factors
}

// Fifty steps of every method against the plain loop in float64. In float32 each step may round a weight, which stays below 8, by half of
// the last of 24 bits: 50 * 8 * 2^-25 = 1.2e-5; what the step itself is off is smaller.
func TestStepsAgreeWithOracle(t *testing.T) {
	for dtype, tolerance := range map[tensor.Dtype]float64{tensor.Float64: 1e-12, tensor.Float32: 2e-5} {
		forEachMethod(t, func(t *testing.T, r row) {
			random := rand.New(rand.NewPCG(1, 2))
			variables := model(dtype, random)
			want := snapshot(t, variables)
			oracles := make([]oracle, len(variables))
			for i := range oracles {
				oracles[i] = r.oracle(variables[i].value.Shape())
			}
			factors := someFactors()
			walk(t, r.new(), variables, factors, random, func(step int) {
				for i, v := range variables {
					oracles[i](want[i], floats(t, v.gradient), factors[step])
				}
			})
			for i, v := range variables {
				for j, got := range floats(t, v.value) {
					if !(math.Abs(got-want[i][j]) <= tolerance) {
						t.Fatalf("%v: %s, element %d is %v after %d steps, want %v", dtype, v.name, j, got, steps, want[i][j])
					}
				}
			}
		})
	}
}

// The zero value has the documented defaults, and the factor that was never set is 1: all to the bit.
func TestDefaults(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		if r.defaults == nil {
			return
		}
		variables, explicit := model(tensor.Float32, rand.New(rand.NewPCG(1, 2))), model(tensor.Float32, rand.New(rand.NewPCG(1, 2)))
		walk(t, r.defaults, explicit, []float64{1, 1, 1}, rand.New(rand.NewPCG(3, 4)), nil)
		zero, random := r.new(), rand.New(rand.NewPCG(3, 4))
		for range 3 {
			for _, v := range variables {
				fill(v.gradient, random)
			}
			if err := zero.Step(valueGrads(variables)); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(snapshot(t, variables), snapshot(t, explicit)) {
			t.Error("the zero value and the documented defaults give different weights")
		}
	})
}

// State is kept by name: in whatever order the parameters come, the bits are the same.
func TestOrderOfParametersDoesNotMatter(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		var results [2][][]float64
		for i, turn := range []bool{false, true} {
			random := rand.New(rand.NewPCG(1, 2))
			variables := model(tensor.Float32, random)
			s := r.new()
			for step := range 6 {
				for _, v := range variables {
					fill(v.gradient, random)
				}
				list := valueGrads(variables)
				if turn && step%2 == 1 {
					slices.Reverse(list)
				}
				if err := s.Step(list); err != nil {
					t.Fatal(err)
				}
			}
			results[i] = snapshot(t, variables)
		}
		if !reflect.DeepEqual(results[0], results[1]) {
			t.Error("turning the list round between steps changes the weights")
		}
	})
}

func TestGradientsAreUntouched(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		random := rand.New(rand.NewPCG(1, 2))
		variables := model(tensor.Float64, random)
		before := make([][]float64, len(variables))
		s := r.new()
		walk(t, s, variables, []float64{1, 1}, random, func(int) {
			for i, v := range variables {
				before[i] = floats(t, v.gradient)
			}
		})
		for i, v := range variables {
			if !slices.Equal(floats(t, v.gradient), before[i]) {
				t.Errorf("the step changed the gradient of %s", v.name)
			}
		}
	})
}

// A gradient that is a transposed view is read in the order of its elements, not in that of its memory.
func TestTransposedGradient(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		plain, turned := newVariable("w", tensor.Float64, 2, 3), newVariable("w", tensor.Float64, 2, 3)
		plain.gradient = tensor.New(tensor.WithShape(2, 3), tensor.WithBacking([]float64{1, -2, 3, -4, 5, -6}))
		transposed := tensor.New(tensor.WithShape(3, 2), tensor.WithBacking([]float64{1, -4, -2, 5, 3, -6}))
		if err := transposed.T(); err != nil {
			t.Fatal(err)
		}
		turned.gradient = transposed
		for _, v := range []*variable{plain, turned} {
			if err := r.new().Step(valueGrads([]*variable{v})); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := floats(t, turned.value), floats(t, plain.value); !slices.Equal(got, want) {
			t.Errorf("received %v, want %v", got, want)
		}
	})
}
