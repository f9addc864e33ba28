package solver_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// plain returns gradient descent at a rate of 1: the weights, from 0, show the gradient.
func plain() *solver.SGD { return &solver.SGD{Rate: 1} }

func TestClipByNorm(t *testing.T) {
	for name, test := range map[string]struct {
		clip solver.Clip
		want [][]float64
	}{
		"above":            {solver.Clip{Norm: 2.5}, [][]float64{{-1.5}, {2}}}, // half of 5
		"below":            {solver.Clip{Norm: 5.5}, [][]float64{{-3}, {4}}},
		"value":            {solver.Clip{Value: 3.5}, [][]float64{{-3}, {3.5}}},
		"value, then norm": {solver.Clip{Value: 3, Norm: math.Sqrt(4.5)}, [][]float64{{-1.5}, {1.5}}}, // half of 3 * sqrt(2)
	} {
		variables := []*variable{newVariable("a", tensor.Float64, 1), newVariable("b", tensor.Float64, 1)}
		variables[0].gradient.Data().([]float64)[0], variables[1].gradient.Data().([]float64)[0] = 3, -4
		s := test.clip
		s.Solver = plain()
		if err := s.Step(valueGrads(variables)); err != nil {
			t.Fatal(err)
		}
		for i, row := range snapshot(t, variables) {
			if !(math.Abs(row[0]-test.want[i][0]) <= 2e-6) { // 1e-6 is added to the norm
				t.Errorf("%s: weight %d is %v, want %v", name, i, row[0], test.want[i][0])
			}
		}
	}
}

// The norm is added in one order, whatever the number of threads and the order of the list.
func TestNormIsReproducible(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var first [][]float64
	for threads := range 3 {
		runtime.GOMAXPROCS(threads + 1)
		random := rand.New(rand.NewPCG(1, 2))
		variables := []*variable{newVariable("a", tensor.Float32, 40000), newVariable("b", tensor.Float32, 50001),
			newVariable("c", tensor.Float32, 7)}
		for i, v := range variables {
			fill(v.gradient, random)
			for j, values := 0, v.gradient.Data().([]float32); j < len(values); j++ {
				values[j] *= float32(math.Pow(10, float64(i))) // sums of unlike sizes round in every other order
			}
		}
		list := valueGrads(variables)
		if threads == 1 {
			slices.Reverse(list)
		}
		if err := (&solver.Clip{Norm: 1, Solver: plain()}).Step(list); err != nil {
			t.Fatal(err)
		}
		if got := snapshot(t, variables); first == nil {
			first = got
		} else if !reflect.DeepEqual(got, first) {
			t.Errorf("with %d threads the weights are others than with one", threads+1)
		}
	}
}

func TestClipRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		clip     solver.Clip
		gradient float64
		says     string
	}{
		"NaN":             {solver.Clip{Norm: 1, Solver: plain()}, math.NaN(), "the norm of the gradients is NaN"},
		"infinity":        {solver.Clip{Norm: 1, Solver: plain()}, math.Inf(-1), "the norm of the gradients is +Inf"},
		"negative norm":   {solver.Clip{Norm: -1, Solver: plain()}, 1, "Norm -1"},
		"value of no sum": {solver.Clip{Value: math.NaN(), Solver: plain()}, 1, "Value NaN"},
	} {
		v := newVariable("a", tensor.Float64, 1)
		v.gradient.Data().([]float64)[0] = test.gradient
		err := test.clip.Step(valueGrads([]*variable{v}))
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: received the error %v, want one that says %q", name, err, test.says)
		}
		if got := floats(t, v.value)[0]; got != 0 || test.clip.State().Steps != 0 {
			t.Errorf("%s: the weight is %v after %d steps, want it as it was", name, got, test.clip.State().Steps)
		}
	}
}

// A wrapper around nothing says so, and does not fall over before.
func TestWrappersOfNothing(t *testing.T) {
	for _, s := range []solver.Wrapper{&solver.Clip{}, &solver.Groups{}, &solver.Accumulate{}, &solver.MovingAverage{}, &solver.WeightMean{}} {
		s.SetFactor(1)
		if err := s.Step(valueGrads(smallModel(rand.New(rand.NewPCG(1, 2))))); err == nil || !strings.Contains(err.Error(), "field Solver") {
			t.Errorf("%s: received the error %v, want one that names the field", typeName(s), err)
		}
		if err := s.Restore(s.State()); err == nil {
			t.Errorf("%s: Restore returns no error", typeName(s))
		}
		if name := s.Name(); !strings.Contains(name, "none)") {
			t.Errorf("%s: the name is %q", typeName(s), name)
		}
	}
}
