package solver_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// Parameters of a frozen group keep every bit, whatever the method, and the method keeps nothing for them.
func TestFrozenParametersNeverChange(t *testing.T) {
	forEachMethod(t, func(t *testing.T, r row) {
		random := rand.New(rand.NewPCG(1, 2))
		variables := smallModel(random)
		before := snapshot(t, variables)
		s := &solver.Groups{Groups: []solver.Group{{Pattern: "w*", Frozen: true}}, Solver: r.new()}
		walk(t, s, variables, []float64{1, 2, 1, 1}, random, nil)
		after := snapshot(t, variables)
		if !slices.Equal(after[0], before[0]) {
			t.Error("the frozen weight has changed")
		}
		if slices.Equal(after[1], before[1]) {
			t.Error("the bias, which is not frozen, has not changed")
		}
		for key := range s.State().Tensors {
			if strings.HasSuffix(key, ":weight") {
				t.Errorf("the state has %q, want none of the frozen weight", key)
			}
		}
	})
}

// The first group whose pattern fits is a parameter's; the rates of a chain of layers are a group each.
func TestGroupsHaveTheirOwnRates(t *testing.T) {
	variables := []*variable{newVariable("layer1/weight", tensor.Float64, 1, 1), newVariable("layer2/weight", tensor.Float64, 1, 1),
		newVariable("layer2/bias", tensor.Float64, 1), newVariable("head/weight", tensor.Float64, 1, 1)}
	for _, v := range variables {
		v.value.Data().([]float64)[0], v.gradient.Data().([]float64)[0] = 4, 1
	}
	groups := []solver.Group{{Pattern: "layer1/*", Rate: 0.25}, {Pattern: "*/bias", WeightDecay: 0.25},
		{Pattern: "layer2/*", Rate: 0.5, NoDecay: true}}
	s := &solver.Groups{Groups: groups, Solver: &solver.SGD{Rate: 1, WeightDecay: 0.5}}
	if err := s.Step(valueGrads(variables)); err != nil {
		t.Fatal(err)
	}
	// From 4, by the rate times 1 + decay * 4: 1/4 * 3, 1/2 * 1, 1 * 2, and 1 * 3 without a group.
	if got, want := snapshot(t, variables), [][]float64{{3.25}, {3.5}, {2}, {1}}; !reflect.DeepEqual(got, want) {
		t.Errorf("the weights are %v, want %v", got, want)
	}
}

// The outer group's decay comes first; rates multiply.
func TestGroupsWithinGroups(t *testing.T) {
	v := newVariable("weight", tensor.Float64, 1, 1)
	v.value.Data().([]float64)[0], v.gradient.Data().([]float64)[0] = 4, 1
	inner := &solver.Groups{Groups: []solver.Group{{Pattern: "*", Rate: 0.5, WeightDecay: 2}}, Solver: &solver.SGD{Rate: 1}}
	s := &solver.Groups{Groups: []solver.Group{{Pattern: "*", Rate: 0.5, WeightDecay: 0.25}}, Solver: inner}
	if err := s.Step(valueGrads([]*variable{v})); err != nil {
		t.Fatal(err)
	}
	if got := floats(t, v.value)[0]; got != 3.5 { // 4 - 1/4 * (1 + 4/4)
		t.Errorf("the weight is %v, want 3.5", got)
	}
}

// A wrong pattern would silently train what should be frozen.
func TestGroupsRefuse(t *testing.T) {
	for name, test := range map[string]struct {
		groups []solver.Group
		says   []string
	}{
		"pattern of nothing": {[]solver.Group{{Pattern: "wieght"}}, []string{"group 1", `"wieght"`, "weight, bias"}},
		"nothing left":       {[]solver.Group{{Pattern: "*"}, {Pattern: "bias", Frozen: true}}, []string{"group 2", `"bias"`, "left for it"}},
		"negative rate":      {[]solver.Group{{Pattern: "*", Rate: -1}}, []string{"group 1", "Rate -1"}},
		"no number":          {[]solver.Group{{Pattern: "*", WeightDecay: math.NaN()}}, []string{"WeightDecay NaN"}},
		"both decays":        {[]solver.Group{{Pattern: "*", WeightDecay: 0.5, NoDecay: true}}, []string{"NoDecay and WeightDecay 0.5"}},
	} {
		t.Run(name, func(t *testing.T) {
			variables := smallModel(rand.New(rand.NewPCG(1, 2)))
			before := snapshot(t, variables)
			s := &solver.Groups{Groups: test.groups, Solver: &solver.Adam{}}
			for range 2 { // the second time too
				err := s.Step(valueGrads(variables))
				for _, says := range test.says {
					if err == nil || !strings.Contains(err.Error(), says) {
						t.Errorf("received the error %v, want one that says %q", err, says)
					}
				}
			}
			if !reflect.DeepEqual(snapshot(t, variables), before) || s.State().Steps != 0 {
				t.Error("a step that is refused has changed something")
			}
		})
	}
}

// Muon's list of parameters for AdamW is made of the same patterns.
func TestMuonRefusesPatternOfNothing(t *testing.T) {
	s := &solver.Muon{Vectors: []string{"head/*"}}
	err := s.Step(valueGrads(smallModel(rand.New(rand.NewPCG(1, 2)))))
	if err == nil || !strings.Contains(err.Error(), `Vectors: the pattern "head/*"`) || !strings.Contains(err.Error(), "weight, bias") {
		t.Errorf("received the error %v, want one that names the pattern and the paths", err)
	}
}
