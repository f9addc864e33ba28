package solver_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// copyOf returns a state that no solver writes to.
func copyOf(t *testing.T, s solver.State) (steps int, tensors map[string][]float64) {
	t.Helper()
	tensors = map[string][]float64{}
	for key, value := range s.Tensors {
		tensors[key] = floats(t, value)
	}
	return s.Steps, tensors
}

// A solver that took over the state of another goes on with the same bits, and the two no longer meet.
func TestRestore(t *testing.T) {
	for _, dtype := range []tensor.Dtype{tensor.Float32, tensor.Float64} {
		forEachMethod(t, func(t *testing.T, r row) {
			random := rand.New(rand.NewPCG(1, 2))
			variables := model(dtype, random)
			first := r.new()
			walk(t, first, variables, []float64{1, 1, 0.5}, random, nil)

			second, twins := r.new(), model(dtype, rand.New(rand.NewPCG(5, 6)))
			for i, v := range variables {
				twins[i].value = v.value.(*tensor.Dense).Clone().(*tensor.Dense)
			}
			if err := second.Restore(first.State()); err != nil {
				t.Fatal(err)
			}
			if got := second.State().Steps; got != 3 {
				t.Errorf("the state counts %d steps, want 3", got)
			}
			factors := []float64{2, 1, 1}
			walk(t, first, variables, factors, rand.New(rand.NewPCG(7, 8)), nil)
			walk(t, second, twins, factors, rand.New(rand.NewPCG(7, 8)), nil)
			if !reflect.DeepEqual(snapshot(t, variables), snapshot(t, twins)) {
				t.Error("the restored solver gives other weights")
			}
		})
	}
}

func TestStateOfNewSolverIsEmpty(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		if s := r.new().State(); s.Steps != 0 || len(s.Tensors) != 0 {
			t.Errorf("received %+v, want no steps and no tensors", s)
		}
		s := r.new()
		if err := s.Restore(s.State()); err != nil {
			t.Errorf("the state of a new solver is refused: %v", err)
		}
	})
}

// Names tell methods apart in files.
func TestNamesAreDistinct(t *testing.T) {
	types := map[string]string{}
	forEachMethod(t, func(t *testing.T, r row) {
		s := r.new()
		if other, ok := types[s.Name()]; ok && other != typeName(s) {
			t.Errorf("%s and %s both have the name %q", other, typeName(s), s.Name())
		}
		types[s.Name()] = typeName(s)
	})
}

// A state that is not the method's own is refused, and the solver keeps the one that it has.
func TestRestoreRefuses(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		random := rand.New(rand.NewPCG(1, 2))
		s := r.new()
		walk(t, s, model(tensor.Float32, random), []float64{1}, random, nil)
		wantSteps, wantTensors := copyOf(t, s.State())

		full, vector := s.State(), tensor.New(tensor.Of(tensor.Float32), tensor.WithShape(3))
		for name, state := range map[string]solver.State{
			"another method":     {Steps: 1, Tensors: map[string]*tensor.Dense{"temperature:w": vector}},
			"without a colon":    {Steps: 1, Tensors: map[string]*tensor.Dense{"w": vector}},
			"negative steps":     {Steps: -1, Tensors: full.Tensors},
			"tensor that is nil": {Steps: 1, Tensors: withNil(full.Tensors)},
		} {
			if err := s.Restore(state); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if steps, tensors := copyOf(t, s.State()); steps != wantSteps || !reflect.DeepEqual(tensors, wantTensors) {
			t.Error("a refused state has changed the solver")
		}
	})
}

// withNil returns the tensors with one of them lost.
func withNil(tensors map[string]*tensor.Dense) map[string]*tensor.Dense {
	damaged := maps.Clone(tensors)
	damaged[slices.Sorted(maps.Keys(tensors))[0]] = nil
	return damaged
}

// Every pair of methods that keep different quantities refuses the other's state.
func TestRestoreRefusesOtherMethods(t *testing.T) {
	walked := func(r row) solver.Solver {
		random, s := rand.New(rand.NewPCG(1, 2)), r.new()
		walk(t, s, smallModel(random), []float64{1}, random, nil)
		return s
	}
	forEachMethod(t, func(t *testing.T, r row) {
		s := walked(r)
		for _, other := range catalogue {
			if o := walked(other); typeName(o) == typeName(s) || quantities(o) == quantities(s) {
				continue
			}
			if err := other.new().Restore(s.State()); err == nil {
				t.Errorf("%s, %s, accepts the state of %s", typeName(other.new()), other.variant, typeName(s))
			} else if _, ok := other.new().(solver.Wrapper); !ok && !strings.Contains(err.Error(), "another method") &&
				!strings.Contains(err.Error(), "other settings") {
				t.Errorf("%s received the state of %s and returned the error %v", typeName(other.new()), typeName(s), err)
			}
		}
	})
}

// smallModel are two parameters of few elements.
func smallModel(random *rand.Rand) []*variable {
	all := []*variable{newVariable("weight", tensor.Float64, 2, 3), newVariable("bias", tensor.Float64, 2)}
	for _, v := range all {
		fill(v.value, random)
	}
	return all
}

// quantities are those of a solver's state.
func quantities(s solver.Solver) string {
	found := map[string]bool{}
	for key := range s.State().Tensors {
		quantity, _, _ := strings.Cut(key, ":")
		found[quantity] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(found)), " ")
}

// Half of a state of Adam would make its next steps huge: mean without variance.
func TestRestoreRefusesHalfOfAState(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	s := &solver.Adam{}
	walk(t, s, model(tensor.Float32, random), []float64{1}, random, nil)
	half := s.State()
	delete(half.Tensors, "variance:a/bias")
	err := (&solver.Adam{}).Restore(half)
	if err == nil || !strings.Contains(err.Error(), "variance:a/bias") {
		t.Errorf("received the error %v, want one that names variance:a/bias", err)
	}
}
