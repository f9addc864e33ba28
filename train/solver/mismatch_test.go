package solver_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// nameless is a parameter that does not say its name.
type nameless struct{ v *variable }

func (n nameless) Value() gorgonia.Value         { return n.v.value }
func (n nameless) Grad() (gorgonia.Value, error) { return n.v.gradient, nil }

// mismatches are parameters that no step can be made with, and what the error must say.
func mismatches(t *testing.T) map[string]struct {
	parameter gorgonia.ValueGrad
	says      string
} {
	t.Helper()
	of := func(value, gradient gorgonia.Value) *variable {
		return &variable{name: "bad", value: value, gradient: gradient}
	}
	floats := func(shape ...int) *tensor.Dense {
		return tensor.New(tensor.Of(tensor.Float64), tensor.WithShape(shape...))
	}
	float32s := tensor.New(tensor.Of(tensor.Float32), tensor.WithShape(2, 3))
	ints := tensor.New(tensor.Of(tensor.Int), tensor.WithShape(2, 3))
	view, err := floats(4, 3).Slice(nil, tensor.S(0, 2))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]struct {
		parameter gorgonia.ValueGrad
		says      string
	}{
		"no name":             {nameless{newVariable("", tensor.Float64, 2, 3)}, "nameless, expected one with a name"},
		"empty name":          {newVariable("", tensor.Float64, 2, 3), `the name ""`},
		"name of another":     {newVariable("good", tensor.Float64, 2, 3), `the name "good"`},
		"no gradient":         {of(floats(2, 3), nil), "bad: no gradient yet"},
		"gradient of nil":     {of(floats(2, 3), (*tensor.Dense)(nil)), "expected tensors"},
		"no tensor":           {of(gorgonia.NewF64(1), gorgonia.NewF64(1)), "expected tensors"},
		"other shape":         {of(floats(2, 3), floats(3, 2)), "bad: received shape (2, 3) with a gradient of shape (3, 2)"},
		"other size":          {of(floats(3), floats(4)), "expected equal shapes"},
		"other type":          {of(floats(2, 3), float32s), "type float64 with a gradient of type float32"},
		"integers":            {of(ints, ints), "expected both float32 or both float64"},
		"sliced view":         {of(view, floats(4, 2)), "view"},
		"shape since changed": {newVariable("known", tensor.Float64, 7), "known: the solver knows it with shape (2, 3)"},
		"type since changed":  {newVariable("known", tensor.Float32, 2, 3), "use a new solver"},
	}
}

// A model with one bad parameter is refused as a whole: neither the good one before it nor the solver's state changes.
func TestMismatchIsErrorAndChangesNothing(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		for name, test := range mismatches(t) {
			random := rand.New(rand.NewPCG(1, 2))
			good, known := newVariable("good", tensor.Float64, 2, 3), newVariable("known", tensor.Float64, 2, 3)
			s := r.new()
			walk(t, s, []*variable{good, known}, []float64{1}, random, nil)
			before := snapshot(t, []*variable{good})
			steps, state := copyOf(t, s.State())

			err := s.Step([]gorgonia.ValueGrad{good, test.parameter})
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%s: received the error %v, want one that says %q", name, err, test.says)
			}
			if !reflect.DeepEqual(snapshot(t, []*variable{good}), before) {
				t.Errorf("%s: the good parameter has moved", name)
			}
			if stepsNow, stateNow := copyOf(t, s.State()); stepsNow != steps || !reflect.DeepEqual(stateNow, state) {
				t.Errorf("%s: the solver's state has changed", name)
			}
		}
	})
}

// A parameter that is seen for the first time in a step that fails leaves no trace.
func TestFailedFirstStepLeavesNoState(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		s := r.new()
		unready := newVariable("bad", tensor.Float64, 2)
		unready.gradient = nil
		if err := s.Step([]gorgonia.ValueGrad{newVariable("good", tensor.Float64, 2), unready}); err == nil {
			t.Fatal("no error")
		}
		if state := s.State(); state.Steps != 0 || len(state.Tensors) != 0 {
			t.Errorf("the state is %+v, want that of a new solver", state)
		}
	})
}
