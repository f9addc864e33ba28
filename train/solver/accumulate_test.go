package solver_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// moody is a solver that may refuse to step.
type moody struct {
	solver.SGD
	err error
}

func (m *moody) Step(model []gorgonia.ValueGrad) error {
	if m.err != nil {
		return m.err
	}
	return m.SGD.Step(model)
}

// The step of a large batch by the gradients of its parts.
func TestAccumulateIsTheMean(t *testing.T) {
	v := newVariable("w", tensor.Float64, 1)
	s := &solver.Accumulate{Batches: 4, Solver: plain()}
	for i, want := range []float64{0, 0, 0, -2.5, -2.5, -2.5, -2.5, -6} { // by 1, 2, 3, 4, and 2, 3, 4, 5
		v.gradient.Data().([]float64)[0] = float64(i%4 + 1 + i/4)
		if err := s.Step(valueGrads([]*variable{v})); err != nil {
			t.Fatal(err)
		}
		if got := floats(t, v.value)[0]; got != want {
			t.Errorf("the weight is %v after batch %d, want %v", got, i+1, want)
		}
	}
}

// A step that fails leaves the sums: the same batch may come again.
func TestFailedStepLeavesTheSums(t *testing.T) {
	var results [2][][]float64
	for i, fails := range []bool{false, true} {
		random := rand.New(rand.NewPCG(1, 2))
		variables, inner := smallModel(random), &moody{SGD: solver.SGD{Rate: 1}}
		s := &solver.Accumulate{Batches: 3, Solver: inner}
		walk(t, s, variables, []float64{1, 1}, random, nil)
		for _, v := range variables {
			fill(v.gradient, random)
		}
		if fails {
			inner.err = errors.New("not now")
			if err := s.Step(valueGrads(variables)); !errors.Is(err, inner.err) {
				t.Fatalf("received the error %v, want the solver's", err)
			}
			inner.err = nil
		}
		if err := s.Step(valueGrads(variables)); err != nil {
			t.Fatal(err)
		}
		results[i] = snapshot(t, variables)
	}
	if !reflect.DeepEqual(results[0], results[1]) {
		t.Error("a step that failed has changed the weights of the next")
	}
}

// TestRestore resumes at the third of every two batches; here it is every place.
func TestAccumulateResumesAnywhere(t *testing.T) {
	for pause := range 7 {
		var results [2][][]float64
		for i, resumes := range []bool{false, true} {
			random := rand.New(rand.NewPCG(1, 2))
			variables := smallModel(random)
			make := func() solver.Solver { return &solver.Accumulate{Batches: 3, Solver: &solver.Adam{}} }
			s := make()
			for batch := range 7 {
				if resumes && batch == pause {
					next := make()
					if err := next.Restore(s.State()); err != nil {
						t.Fatal(err)
					}
					s = next
				}
				walk(t, s, variables, []float64{1}, random, nil)
			}
			results[i] = snapshot(t, variables)
		}
		if !reflect.DeepEqual(results[0], results[1]) {
			t.Errorf("a run that is resumed after %d batches ends with other weights", pause)
		}
	}
}

func TestAccumulateRefuses(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	variables := smallModel(random)
	s := &solver.Accumulate{Batches: 3, Solver: plain()}
	walk(t, s, variables, []float64{1, 1}, random, nil)
	other := &solver.Accumulate{Batches: 2, Solver: plain()}
	if err := other.Restore(s.State()); err == nil || !strings.Contains(err.Error(), "no multiple of 2") {
		t.Errorf("a state of another number of batches: received the error %v", err)
	}
	late := append(variables, newVariable("late", tensor.Float64, 1))
	if err := s.Step(valueGrads(late)); err == nil || !strings.Contains(err.Error(), "late: the gradients of 2 batches") {
		t.Errorf("a parameter in the middle of a step: received the error %v", err)
	}
}
