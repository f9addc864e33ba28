package solver_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
)

// Every method that is no wrapper can be had by its name.
func TestMethodsAreComplete(t *testing.T) {
	known := map[string]bool{}
	for _, m := range solver.Methods() {
		s, err := solver.New(m.Name, solver.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if s.Name() != m.Name {
			t.Errorf("%s makes a solver with the name %q", m.Name, s.Name())
		}
		if text := m.String(); !strings.HasPrefix(text, m.Name+" ") || m.Description == "" || strings.Contains(text, "\n") || m.Rate <= 0 {
			t.Errorf("%s: the line for a list is %q", m.Name, text)
		}
		known[typeName(s)] = true
	}
	for _, r := range catalogue {
		if _, ok := r.new().(solver.Wrapper); !ok && !known[typeName(r.new())] {
			t.Errorf("%s cannot be had by a name", typeName(r.new()))
		}
	}
}

// What New makes of settings is the solver with these fields, and the usual values for those that were left out.
func TestNew(t *testing.T) {
	all := solver.Settings{Rate: 0.5, WeightDecay: 0.25, Momentum: 0.75}
	for name, test := range map[string]struct{ usual, all solver.Solver }{
		"sgd": {&solver.SGD{Rate: 0.1, Momentum: 0.9, Nesterov: true},
			&solver.SGD{Rate: 0.5, Momentum: 0.75, Nesterov: true, WeightDecay: 0.25}},
		"adam":    {&solver.Adam{Rate: 0.001, Beta1: 0.9}, &solver.Adam{Rate: 0.5, Beta1: 0.75, WeightDecay: 0.25}},
		"adamw":   {&solver.AdamW{Rate: 0.001, Beta1: 0.9}, &solver.AdamW{Rate: 0.5, Beta1: 0.75, WeightDecay: 0.25}},
		"rmsprop": {&solver.RMSProp{Rate: 0.001, Momentum: 0.9}, &solver.RMSProp{Rate: 0.5, Momentum: 0.75, WeightDecay: 0.25}},
		"lamb":    {&solver.LAMB{Rate: 0.002, Beta1: 0.9, WeightDecay: 0.01}, &solver.LAMB{Rate: 0.5, Beta1: 0.75, WeightDecay: 0.25}},
		"lion":    {&solver.Lion{Rate: 0.0001, Beta1: 0.9}, &solver.Lion{Rate: 0.5, Beta1: 0.75, WeightDecay: 0.25}},
		"muon": {&solver.Muon{Rate: 0.02, VectorRate: 0.0003, Momentum: 0.95},
			&solver.Muon{Rate: 0.5, VectorRate: 0.0075, Momentum: 0.75, WeightDecay: 0.25}},
	} {
		for settings, want := range map[solver.Settings]solver.Solver{{}: test.usual, all: test.all} {
			got, err := solver.New(name, settings)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s with %+v is %+v, %v, want %+v", name, settings, got, err, want)
			}
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, test := range []struct {
		name     string
		settings solver.Settings
		says     string
	}{
		{"Adam", solver.Settings{}, `received the solver "Adam", expected one of sgd, adam, adamw, rmsprop, adagrad, lamb, lion, muon`},
		{"", solver.Settings{}, "expected one of"},
		{"adam", solver.Settings{Rate: -1}, "adam: received a rate of -1"},
		{"adam", solver.Settings{Rate: math.NaN()}, "rate of NaN"},
		{"sgd", solver.Settings{WeightDecay: math.Inf(1)}, "weight decay of +Inf"},
		{"sgd", solver.Settings{Momentum: 1}, "momentum of 1, expected at least 0 and less than 1"},
		{"adagrad", solver.Settings{Momentum: 0.9}, "adagrad: received a momentum of 0.9, but the method has none"},
	} {
		if s, err := solver.New(test.name, test.settings); s != nil || err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s with %+v: received the error %v, want one that says %q", test.name, test.settings, err, test.says)
		}
	}
}

// In the steady state a step allocates nothing: what is kept was made at the first. The products of Muon do, to share out their work.
func TestStepsAllocateNothing(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		random := rand.New(rand.NewPCG(1, 2))
		variables, s := smallModel(random), r.new()
		if _, ok := s.(*solver.Muon); ok {
			return
		}
		walk(t, s, variables, []float64{1, 1, 1}, random, nil)
		list := valueGrads(variables)
		allocations := testing.AllocsPerRun(10, func() {
			if err := s.Step(list); err != nil {
				t.Fatal(err)
			}
		})
		if allocations != 0 {
			t.Errorf("a step allocates %v times, want none", allocations)
		}
	})
}
