package solver_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// averagers are both kinds of average, around gradient descent.
func averagers() []solver.Averager {
	return []solver.Averager{&solver.MovingAverage{Solver: sgd()}, &solver.WeightMean{Solver: sgd()}}
}

func weightsOf(variables []*variable) map[string]*tensor.Dense {
	weights := map[string]*tensor.Dense{}
	for _, v := range variables {
		weights[v.name], _ = v.value.(*tensor.Dense)
	}
	return weights
}

// The average of 1, 2, 4: with decay 1/2 the bias is undone by 1/2 + 1/4 + 1/8; the mean from the second on is 3.
func TestAveragesWorkedOutByHand(t *testing.T) {
	for _, test := range []struct {
		solver solver.Averager
		want   float64
	}{
		{&solver.MovingAverage{Decay: 0.5, Solver: plain()}, (4./2 + 2./4 + 1./8) / (7. / 8)},
		{&solver.WeightMean{Solver: plain()}, 7. / 3},
		{&solver.WeightMean{From: 2, Solver: plain()}, 3},
		{&solver.WeightMean{Every: 2, Solver: plain()}, 2.5},
	} {
		v := newVariable("w", tensor.Float64, 1)
		for _, gradient := range []float64{-1, -1, -2} {
			v.gradient.Data().([]float64)[0] = gradient
			if err := test.solver.Step(valueGrads([]*variable{v})); err != nil {
				t.Fatal(err)
			}
		}
		if got := averagesOf(t, test.solver, []*variable{v})[0][0]; !(got-test.want <= 1e-15 && test.want-got <= 1e-15) {
			t.Errorf("%s: the average is %v, want %v", test.solver.Name(), got, test.want)
		}
		if got := floats(t, v.value)[0]; got != 4 {
			t.Errorf("%s: the weight is %v after the averages were swapped in and out, want 4", test.solver.Name(), got)
		}
	}
}

// While the averages are in place of the weights, nothing that would mix them up is done.
func TestNothingWhileSwapped(t *testing.T) {
	for _, s := range averagers() {
		random := rand.New(rand.NewPCG(1, 2))
		variables := smallModel(random)
		walk(t, s, variables, []float64{1, 1}, random, nil)
		before := snapshot(t, variables)
		if err := s.Swap(weightsOf(variables)); err != nil {
			t.Fatal(err)
		}
		averages := snapshot(t, variables)
		if reflect.DeepEqual(averages, before) {
			t.Errorf("%s: the averages are the weights", s.Name())
		}
		if err := s.Step(valueGrads(variables)); err == nil || !strings.Contains(err.Error(), "call Swap again") {
			t.Errorf("%s: a step returns the error %v", s.Name(), err)
		}
		if err := s.Restore(s.State()); err == nil || !strings.Contains(err.Error(), "call Swap again") {
			t.Errorf("%s: Restore returns the error %v", s.Name(), err)
		}
		if !reflect.DeepEqual(snapshot(t, variables), averages) {
			t.Errorf("%s: a refused step has changed the averages", s.Name())
		}
		if err := s.Swap(weightsOf(variables)); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(snapshot(t, variables), before) {
			t.Errorf("%s: the weights have not come back", s.Name())
		}
		walk(t, s, variables, []float64{1}, random, nil)
	}
}

func TestSwapRefuses(t *testing.T) {
	for _, s := range averagers() {
		random := rand.New(rand.NewPCG(1, 2))
		variables := smallModel(random)
		if err := s.Swap(weightsOf(variables)); err == nil || !strings.Contains(err.Error(), "no average of weights yet") {
			t.Errorf("%s: before the first step Swap returns the error %v", s.Name(), err)
		}
		walk(t, s, variables, []float64{1}, random, nil)
		before := snapshot(t, variables)
		missing, other := weightsOf(variables), weightsOf(variables)
		delete(missing, "bias")
		other["bias"] = tensor.New(tensor.Of(tensor.Float64), tensor.WithShape(3))
		for says, weights := range map[string]map[string]*tensor.Dense{`no weights of "bias"`: missing, "received (3)": other} {
			if err := s.Swap(weights); err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("%s: Swap returns the error %v, want one that says %q", s.Name(), err, says)
			}
		}
		if !reflect.DeepEqual(snapshot(t, variables), before) {
			t.Errorf("%s: a refused Swap has changed the weights", s.Name())
		}
	}
}

// TestRestore compares weights; here it is the averages.
func TestAveragesContinue(t *testing.T) {
	for i, first := range averagers() {
		second, random := averagers()[i], rand.New(rand.NewPCG(1, 2))
		variables := smallModel(random)
		walk(t, first, variables, []float64{1, 1, 1}, random, nil)
		if err := second.Restore(first.State()); err != nil {
			t.Fatal(err)
		}
		twins := smallModel(rand.New(rand.NewPCG(5, 6)))
		for k, v := range variables {
			twins[k].value = v.value.(*tensor.Dense).Clone().(*tensor.Dense)
		}
		walk(t, first, variables, []float64{1, 1}, rand.New(rand.NewPCG(7, 8)), nil)
		walk(t, second, twins, []float64{1, 1}, rand.New(rand.NewPCG(7, 8)), nil)
		if !reflect.DeepEqual(averagesOf(t, first, variables), averagesOf(t, second, twins)) {
			t.Errorf("%s: the restored solver has other averages", first.Name())
		}
	}
}

// A state without averages would begin them in the middle.
func TestAveragesRefuseStatesWithout(t *testing.T) {
	random, s := rand.New(rand.NewPCG(1, 2)), sgd()
	walk(t, s, smallModel(random), []float64{1}, random, nil)
	for _, a := range averagers() {
		if err := a.Restore(s.State()); err == nil || !strings.Contains(err.Error(), "another method") {
			t.Errorf("%s: received the error %v", a.Name(), err)
		}
	}
}

// Frozen parameters have no average, and Swap leaves them.
func TestSwapLeavesFrozenWeights(t *testing.T) {
	random, average := rand.New(rand.NewPCG(1, 2)), &solver.MovingAverage{Solver: sgd()}
	variables := smallModel(random)
	s := &solver.Groups{Groups: []solver.Group{{Pattern: "weight", Frozen: true}}, Solver: average}
	walk(t, s, variables, []float64{1, 1}, random, nil)
	before := snapshot(t, variables)
	after := averagesOf(t, average, variables)
	if !slices.Equal(after[0], before[0]) || slices.Equal(after[1], before[1]) {
		t.Errorf("Swap made %v of %v, want the first row as it was and the second changed", after, before)
	}
}

func TestFind(t *testing.T) {
	average := &solver.MovingAverage{Solver: &solver.Clip{Solver: sgd()}}
	s := &solver.Accumulate{Solver: &solver.Groups{Solver: average}}
	if found, ok := solver.Find[solver.Averager](s); !ok || found != solver.Averager(average) {
		t.Errorf("received %v, %t, want the moving average", found, ok)
	}
	if found, ok := solver.Find[*solver.SGD](s); !ok || found.Rate != 0.02 {
		t.Errorf("received %v, %t, want the innermost solver", found, ok)
	}
	if found, ok := solver.Find[*solver.Adam](s); ok || found != nil {
		t.Errorf("received %v, %t, want none", found, ok)
	}
	if _, ok := solver.Find[solver.Averager](&solver.Clip{}); ok {
		t.Error("found an average in a wrapper of nothing")
	}
}
