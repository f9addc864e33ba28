package solver_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// fromPyTorch are the settings of the cases that testdata/pytorch.py has frozen.
var fromPyTorch = map[string]func() solver.Solver{
	"sgd":                  func() solver.Solver { return &solver.SGD{Rate: 0.02} },
	"sgd momentum":         func() solver.Solver { return sgd() },
	"sgd nesterov":         func() solver.Solver { return &solver.SGD{Rate: 0.02, Momentum: 0.9, Nesterov: true} },
	"sgd decay of weights": func() solver.Solver { return &solver.SGD{Rate: 0.02, Momentum: 0.9, WeightDecay: 0.1} },
	"adam":                 func() solver.Solver { return &solver.Adam{Rate: 0.02} },
	"adamw":                func() solver.Solver { return &solver.AdamW{Rate: 0.02, DecayVectors: true} },
	"adamw decay of weights": func() solver.Solver {
		return &solver.AdamW{Rate: 0.02, Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-3, WeightDecay: 0.5}
	},
	"rmsprop":          func() solver.Solver { return &solver.RMSProp{} },
	"rmsprop momentum": func() solver.Solver { return &solver.RMSProp{Rate: 0.002, Smoothing: 0.9, Momentum: 0.9} },
	"rmsprop centred": func() solver.Solver {
		return &solver.RMSProp{Rate: 0.002, Smoothing: 0.9, Epsilon: 1e-3, Centred: true}
	},
	"adagrad":        func() solver.Solver { return &solver.AdaGrad{} },
	"lamb":           func() solver.Solver { return &solver.LAMB{Rate: 0.01, WeightDecay: 0.1} },
	"lion":           func() solver.Solver { return &solver.Lion{Rate: 0.01, WeightDecay: 0.5} },
	"muon":           func() solver.Solver { return &solver.Muon{WeightDecay: 0.1} },
	"clip norm":      func() solver.Solver { return &solver.Clip{Norm: 1.5, Solver: sgd()} },
	"clip value":     func() solver.Solver { return &solver.Clip{Value: 0.4, Solver: sgd()} },
	"moving average": func() solver.Solver { return &solver.MovingAverage{Decay: 0.9, Solver: sgd()} },
	"weight mean":    func() solver.Solver { return &solver.WeightMean{From: 11, Solver: sgd()} },
	"sgd decay": func() solver.Solver {
		return &solver.SGD{Rate: 0.02, Momentum: 0.9, Nesterov: true, WeightDecay: 0.1, DecayVectors: true}
	},
	"adam decay": func() solver.Solver {
		return &solver.Adam{Rate: 0.02, Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-3, WeightDecay: 0.1, DecayVectors: true}
	},
	"adagrad decay": func() solver.Solver {
		return &solver.AdaGrad{Rate: 0.1, Epsilon: 1e-3, WeightDecay: 0.1, DecayVectors: true}
	},
	"rmsprop all": func() solver.Solver {
		return &solver.RMSProp{Rate: 0.002, Smoothing: 0.9, Momentum: 0.8, Centred: true, WeightDecay: 0.1, DecayVectors: true}
	},
	"groups": func() solver.Solver {
		groups := []solver.Group{{Pattern: "*/weight", Rate: 0.1, WeightDecay: 0.3}, {Pattern: "block/*", Frozen: true}}
		return &solver.Groups{Groups: groups, Solver: &solver.AdamW{Rate: 0.02}}
	},
	"accumulate": func() solver.Solver {
		return &solver.Accumulate{Batches: 4, Solver: &solver.AdamW{Rate: 0.02, WeightDecay: 0.1, DecayVectors: true}}
	},
}

func sgd() *solver.SGD { return &solver.SGD{Rate: 0.02, Momentum: 0.9} }

// pyTorchModel are the parameters of testdata/pytorch.py, at their first values.
func pyTorchModel(name string) []*variable {
	all := []*variable{newVariable("block/weight", tensor.Float64, 2, 1, 3), newVariable("block/bias", tensor.Float64, 2)}
	if name == "muon" {
		all = []*variable{all[0], newVariable("tall/weight", tensor.Float64, 3, 2), all[1]}
	}
	for k, v := range all {
		values, _ := v.value.Data().([]float64)
		for i := range values {
			values[i] = math.Sin(float64(1 + k + i))
		}
	}
	return all
}

// setGradients are the gradients of testdata/pytorch.py at a step, the first being 0.
func setGradients(variables []*variable, step int) {
	for k, v := range variables {
		values, _ := v.gradient.Data().([]float64)
		for i := range values {
			values[i] = (1 + float64(i)/10) * math.Cos(0.7*float64(step)+1.3*float64(i)+0.4*float64(k))
		}
	}
}

// averagesOf returns the averages of a solver that keeps some, and leaves the weights as they are.
func averagesOf(t *testing.T, s solver.Averager, variables []*variable) [][]float64 {
	t.Helper()
	weights := map[string]*tensor.Dense{}
	for _, v := range variables {
		weights[v.name], _ = v.value.(*tensor.Dense)
	}
	if err := s.Swap(weights); err != nil {
		t.Fatal(err)
	}
	averages := snapshot(t, variables)
	if err := s.Swap(weights); err != nil {
		t.Fatal(err)
	}
	return averages
}

// Fifty steps of every method against PyTorch. The frozen numbers have ten digits.
func TestStepsAgreeWithPyTorch(t *testing.T) {
	text, err := os.ReadFile("testdata/pytorch.json")
	if err != nil {
		t.Fatal(err)
	}
	var frozen map[string][][]float64
	if err := json.Unmarshal(text, &frozen); err != nil {
		t.Fatal(err)
	}
	if len(frozen) != len(fromPyTorch) {
		t.Errorf("%d cases are frozen, want %d", len(frozen), len(fromPyTorch))
	}
	for name, make := range fromPyTorch {
		t.Run(name, func(t *testing.T) {
			s, variables := make(), pyTorchModel(name)
			if len(frozen[name]) != steps {
				t.Fatalf("%d steps are frozen, want %d", len(frozen[name]), steps)
			}
			for step, want := range frozen[name] {
				setGradients(variables, step)
				if err := s.Step(valueGrads(variables)); err != nil {
					t.Fatal(err)
				}
				rows := snapshot(t, variables)
				if a, ok := s.(solver.Averager); ok && (name != "weight mean" || step >= 10) {
					rows = averagesOf(t, a, variables)
				}
				var got []float64
				for _, row := range rows {
					got = append(got, row...)
				}
				for i := range want {
					if !(math.Abs(got[i]-want[i]) <= 1e-6*math.Abs(want[i])) {
						t.Fatalf("element %d is %v after step %d, want %v", i, got[i], step+1, want[i])
					}
				}
			}
		})
	}
}

// A method without frozen numbers would be held to its own oracle alone.
func TestEveryMethodIsFrozen(t *testing.T) {
	found := map[string]bool{}
	for _, make := range fromPyTorch {
		found[typeName(make())] = true
	}
	for _, name := range exportedTypesWithStep(t) {
		if !found[name] {
			t.Errorf("%s has no numbers of PyTorch: add a case to testdata/pytorch.py", name)
		}
	}
}
