package op_test

import (
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/graph/op"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Gorgonia merges nodes whose operators have equal hashes. An operator that owns its output must not be merged even with its equal.
func TestEqualOperatorsAreTwoNodes(t *testing.T) {
	everyRow(t, func(t *testing.T, r row, dtype tensor.Dtype) {
		d := r.declared(t, dtype)
		again, err := r.declare(d.inputs)
		if err != nil {
			t.Fatal(err)
		}
		if again == d.output || again.ID() == d.output.ID() {
			t.Fatal("the second operator is the node of the first")
		}
		if first, second := d.output.Op().Hashcode(), again.Op().Hashcode(); first == second {
			t.Errorf("both operators have the hash %d", first)
		}
		values := evaluate(t, d.graph)
		if overlap(values[d.output], values[again]) {
			t.Error("the two operators share their output")
		}
	})
}

// Settings that are not part of the shapes tell operators apart too, in a TapeMachine, which looks nodes up by their hash.
func TestOperatorsOfDifferentSettings(t *testing.T) {
	dilated := func(dilation int) kernel.Window { // padded so that the output is as large as the image for any dilation
		w := square(2, 1, 0)
		w.DilationHeight, w.DilationWidth, w.Top, w.Left = dilation, dilation, dilation, dilation
		return w
	}
	for _, c := range []struct {
		name          string
		first, second func(x []*op.Node) (*op.Node, error)
		inputs        [][]int
	}{
		{"rates of dropout", dropoutOf(0.2), dropoutOf(0.6), [][]int{{2, 4, 6, 5}}},
		{"epsilons of batch normalisation", batchNormOf(1e-5), batchNormOf(1), [][]int{{2, 4, 6, 5}, {4}, {4}}},
		{"dilations of a convolution",
			func(x []*op.Node) (*op.Node, error) { return op.Conv2d(x[0], x[1], nil, dilated(1), 1) },
			func(x []*op.Node) (*op.Node, error) { return op.Conv2d(x[0], x[1], nil, dilated(2), 1) },
			[][]int{{2, 4, 6, 5}, {3, 4, 2, 2}}},
		{"slopes", func(x []*op.Node) (*op.Node, error) { return op.LeakyRectify(x[0], 0.1) },
			func(x []*op.Node) (*op.Node, error) { return op.LeakyRectify(x[0], 0.2) }, [][]int{{3, 4}}},
	} {
		together := runTape(t, c.inputs, c.first, c.second)
		for i, declare := range []func(x []*op.Node) (*op.Node, error){c.first, c.second} {
			if alone := runTape(t, c.inputs, declare)[0]; !equal(together[i], alone) {
				t.Errorf("%s: operator %d gives %v beside another one, %v alone", c.name, i, together[i].Data(), alone.Data())
			}
		}
		if equal(together[0], together[1]) {
			t.Errorf("%s: both operators give %v", c.name, together[0].Data())
		}
	}
}

func dropoutOf(rate float64) func(x []*op.Node) (*op.Node, error) {
	return func(x []*op.Node) (*op.Node, error) { return op.Dropout(x[0], rate, fixed) }
}

func batchNormOf(epsilon float64) func(x []*op.Node) (*op.Node, error) {
	return func(x []*op.Node) (*op.Node, error) {
		s := running(x[0], true)
		s.Epsilon = epsilon
		return op.BatchNorm(x[0], x[1], x[2], s)
	}
}

// runTape declares operators on the same inputs and returns their outputs after the second run of a TapeMachine.
func runTape(t *testing.T, shapes [][]int, declare ...func(x []*op.Node) (*op.Node, error)) []gorgonia.Value {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	g := gorgonia.NewGraph()
	var inputs, outputs gorgonia.Nodes
	for i, shape := range shapes {
		inputs = append(inputs, inputOf(g, string(rune('a'+i)), sample(random, tensor.Float64, shape...)))
	}
	for _, d := range declare {
		y, err := d(inputs)
		if err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, y)
	}
	machine := gorgonia.NewTapeMachine(g)
	defer machine.Close()
	for range 2 {
		if err := machine.RunAll(); err != nil {
			t.Fatal(err)
		}
		machine.Reset()
	}
	var values []gorgonia.Value
	for _, y := range outputs {
		values = append(values, y.Value())
	}
	return values
}
