package op_test

import (
	"math"
	"strings"
	"testing"

	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// A batch of one element a channel has variance 0, and n-1 is 0: the output is the shift, and nothing divides by zero.
func TestBatchNormOfOneElement(t *testing.T) {
	var settings op.BatchNormSettings
	r := row{inputs: [][]int{{1, 4}, {4}, {4}}, declare: func(x []*op.Node) (*op.Node, error) {
		settings = running(x[0], true)
		return op.BatchNorm(x[0], x[1], x[2], settings)
	}}
	d := r.declared(t, tensor.Float64)
	values := evaluate(t, d.graph)
	x, shift := d.inputs[0].Value().Data().([]float64), d.inputs[2].Value().Data().([]float64)
	for i, y := range values[d.output].Data().([]float64) {
		if y != shift[i] {
			t.Errorf("output %d is %v, want the shift %v", i, y, shift[i])
		}
	}
	// Where the compiler fuses multiplications and additions, as for arm64, rounding leaves about 1e-16, times 1/sqrt(epsilon) once or twice.
	const rounding = 1e-11
	for place, g := range d.gradients {
		for i, v := range values[g].Data().([]float64) {
			if math.IsNaN(v) || math.IsInf(v, 0) || (place < 2 && math.Abs(v) > rounding) {
				t.Errorf("gradient of input %d, element %d, is %v: want 0 for x and scale, a finite number for shift", place, i, v)
			}
		}
	}
	for i := range x {
		mean, variance := settings.RunningMean.Float64s()[i], settings.RunningVariance.Float64s()[i]
		if want := 0.9 + 0.1*x[i]; math.Abs(mean-want) > 1e-15 || math.Abs(variance-0.9) > 1e-15 {
			t.Errorf("channel %d: running mean %v and variance %v, want %v and 0.9", i, mean, variance, want)
		}
	}
}

func TestBatchNormRefusesRunningStatistics(t *testing.T) {
	gaps, err := tensor.New(tensor.Of(tensor.Float64), tensor.WithShape(4, 2)).Slice(nil, gorgonia.S(0))
	if err != nil {
		t.Fatal(err)
	}
	good := func() *tensor.Dense { return tensor.Ones(tensor.Float64, 4) }
	for _, c := range []struct {
		name  string
		d     *tensor.Dense
		words []string
	}{
		{"none", nil, []string{"no running statistics", "(4)", "float64"}},
		{"type", tensor.Ones(tensor.Float32, 4), []string{"float32", "float64"}},
		{"channels", tensor.Ones(tensor.Float64, 3), []string{"(3)", "(4)"}},
		{"a column", tensor.Ones(tensor.Float64, 4, 1), []string{"(4, 1)", "(4)"}},
		{"a view", gaps.(*tensor.Dense), []string{"view", "in place"}},
	} {
		for _, s := range []op.BatchNormSettings{
			{RunningMean: c.d, RunningVariance: good()}, {RunningMean: good(), RunningVariance: c.d},
		} {
			x := nodes([]int{2, 4}, []int{4}, []int{4})
			_, err := op.BatchNorm(x[0], x[1], x[2], s)
			if err == nil {
				t.Errorf("%s: declared, want an error", c.name)
				continue
			}
			for _, word := range c.words {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%s: the error is %q, want it to contain %q", c.name, err, word)
				}
			}
		}
	}
}
