package op

import (
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/parallel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// double declares an operator of one input of three numbers, which forward computes.
func double(t *testing.T, forward func(output []float64, in inputs[float64]) error) *Node {
	t.Helper()
	x := gorgonia.NewVector(gorgonia.NewGraph(), tensor.Float64, gorgonia.WithName("x"), gorgonia.WithShape(3))
	y, err := apply(definition[float64]{name: "Double", shape: tensor.Shape{3}, forward: forward, differentiable: 1}, x)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func vector(values ...float64) *tensor.Dense { return tensor.New(tensor.WithBacking(values)) }

// A kernel that fails does so with the operator's name, and the operator goes on working.
func TestFailureOfAKernel(t *testing.T) {
	for _, c := range []struct {
		name, want string
		fail       func() error
	}{
		{"an error", "Double: no luck", func() error { return errors.New("no luck") }},
		{"a panic", "Double: no luck", func() error { panic("no luck") }},
		{"an index", "Double: runtime error: index out of range", func() error { _ = make([]int, 2)[len("four")]; return nil }},
		{"a panic on another goroutine", "Double: no luck", func() error {
			parallel.For(64, func(i int) {
				if i == 63 {
					panic("no luck")
				}
			})
			return nil
		}},
	} {
		failing := true
		y := double(t, func(output []float64, in inputs[float64]) error {
			if failing {
				return c.fail()
			}
			for i, x := range in.float[0] {
				output[i] = 2 * x
			}
			return nil
		})
		v, err := y.Op().Do(vector(1, 2, 3))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || v != nil {
			t.Errorf("%s: got %v and the error %v, want one that starts with %q", c.name, v, err, c.want)
		}
		failing = false
		v, err = y.Op().Do(vector(1, 2, 3))
		if err != nil {
			t.Errorf("%s: the next run fails: %v", c.name, err)
			continue
		}
		if got := v.Data().([]float64); got[0] != 2 || got[1] != 4 || got[2] != 6 {
			t.Errorf("%s: the next run gives %v, want 2, 4 and 6", c.name, got)
		}
	}
}

// What a run brings must be what the operator was declared for, else the kernel would read other numbers, or past the end.
func TestDoRefusesOtherInputs(t *testing.T) {
	y := double(t, func([]float64, inputs[float64]) error {
		t.Error("the kernel runs")
		return nil
	})
	for _, c := range []struct {
		name, want string
		values     []gorgonia.Value
	}{
		{"none", "received 0 inputs, expected 1", nil},
		{"two", "received 2 inputs, expected 1", []gorgonia.Value{vector(1, 2, 3), vector(1, 2, 3)}},
		{"nil", "nothing, expected shape (3)", []gorgonia.Value{nil}},
		{"size", "shape (2)", []gorgonia.Value{vector(1, 2)}},
		{"type", "type float32, expected shape (3) and type float64", []gorgonia.Value{tensor.New(tensor.WithBacking([]float32{1, 2, 3}))}},
		{"integers", "type int", []gorgonia.Value{tensor.New(tensor.WithBacking([]int{1, 2, 3}))}},
	} {
		if _, err := y.Op().Do(c.values...); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "Double: ") {
			t.Errorf("%s: got the error %v, want one of Double that contains %q", c.name, err, c.want)
		}
	}
}

// What the machine may do with an operator follows from these answers.
func TestContractWithTheMachine(t *testing.T) {
	y := double(t, func([]float64, inputs[float64]) error { return nil })
	o := y.Op()
	if o.OverwritesInput() != -1 || o.CallsExtern() || !o.ReturnsPtr() || o.Arity() != 1 {
		t.Errorf("got overwrites %d, extern %v, pointer %v, arity %d, want -1, false, true, 1",
			o.OverwritesInput(), o.CallsExtern(), o.ReturnsPtr(), o.Arity())
	}
	if got, err := o.InferShape(); err != nil || !got.Eq(tensor.Shape{3}) {
		t.Errorf("got the shape %v (%v), want (3)", got, err)
	}
	if _, err := o.(gorgonia.SDOp).SymDiff(nil, y, y); err == nil || !strings.Contains(err.Error(), "Double has no gradient") {
		t.Errorf("got the error %v, want one that says that Double has no gradient", err)
	}
	if x := gorgonia.NewVector(y.Graph(), tensor.Float64, gorgonia.WithName("z"), gorgonia.WithShape(3)); Owned(x) || !Owned(y) {
		t.Error("an operator owns its node, not an input")
	}
}
