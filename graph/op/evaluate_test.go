package op_test

import (
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// sample returns a tensor, or a scalar if the shape is empty, of numbers from the standard normal distribution.
func sample(random *rand.Rand, dtype tensor.Dtype, shape ...int) gorgonia.Value {
	if dtype == tensor.Float32 {
		values := make([]float32, tensor.Shape(shape).TotalSize())
		for i := range values {
			values[i] = float32(random.NormFloat64())
		}
		if len(shape) == 0 {
			return gorgonia.NewF32(values[0])
		}
		return tensor.New(tensor.WithShape(shape...), tensor.WithBacking(values))
	}
	values := make([]float64, tensor.Shape(shape).TotalSize())
	for i := range values {
		values[i] = random.NormFloat64()
	}
	if len(shape) == 0 {
		return gorgonia.NewF64(values[0])
	}
	return tensor.New(tensor.WithShape(shape...), tensor.WithBacking(values))
}

// sampleLabels returns a tensor of integers in [0, 4): every row of the catalogue with labels has four classes.
func sampleLabels(random *rand.Rand, shape ...int) *tensor.Dense {
	values := make([]int, tensor.Shape(shape).TotalSize())
	for i := range values {
		values[i] = random.IntN(4)
	}
	return tensor.New(tensor.WithShape(shape...), tensor.WithBacking(values))
}

// inputOf declares an input with a value.
func inputOf(g *gorgonia.ExprGraph, name string, v gorgonia.Value) *op.Node {
	if v.Shape().IsScalar() {
		return gorgonia.NewScalar(g, v.Dtype(), gorgonia.WithName(name), gorgonia.WithValue(v))
	}
	return gorgonia.NewTensor(g, v.Dtype(), len(v.Shape()), gorgonia.WithName(name), gorgonia.WithShape(v.Shape()...), gorgonia.WithValue(v))
}

// values are random values for the inputs of a row.
func (r row) values(random *rand.Rand, dtype tensor.Dtype) []gorgonia.Value {
	var values []gorgonia.Value
	for _, shape := range r.inputs {
		values = append(values, sample(random, dtype, shape...))
	}
	if r.labels != nil {
		values = append(values, sampleLabels(random, r.labels...))
	}
	return values
}

// A declared row is its operator and the operators of its gradients in a graph of their own, on random inputs.
type declared struct {
	graph     *gorgonia.ExprGraph
	inputs    []*op.Node
	output    *op.Node
	gradients []*op.Node // of the inputs that have one
}

func (r row) declared(t *testing.T, dtype tensor.Dtype) declared {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	d := declared{graph: gorgonia.NewGraph()}
	for i, v := range r.values(random, dtype) {
		d.inputs = append(d.inputs, inputOf(d.graph, string(rune('a'+i)), v))
	}
	var err error
	if d.output, err = r.declare(d.inputs); err != nil {
		t.Fatal(err)
	}
	arriving := inputOf(d.graph, "gradient", sample(random, dtype, d.output.Shape()...))
	gradients, err := d.output.Op().(gorgonia.SDOp).SymDiff(d.inputs, d.output, arriving)
	if err != nil {
		t.Fatal(err)
	}
	if len(gradients) != len(d.inputs) {
		t.Fatalf("%d gradients for %d inputs", len(gradients), len(d.inputs))
	}
	for i, differentiable := range d.output.Op().(gorgonia.SDOp).DiffWRT(len(d.inputs)) {
		if differentiable != (gradients[i] != nil) {
			t.Fatalf("input %d: DiffWRT says %v, but the gradient is %v", i, differentiable, gradients[i])
		}
		if differentiable {
			d.gradients = append(d.gradients, gradients[i])
		}
	}
	return d
}

// operands are the inputs of a node, in their order.
func operands(n *op.Node) []*op.Node {
	var all []*op.Node
	for children := n.Graph().From(n.ID()); children.Next(); {
		all = append(all, children.Node().(*op.Node))
	}
	return all
}

// A run holds the value of every node of a graph.
type run map[*op.Node]gorgonia.Value

// arguments are the values that a node's operator takes.
func (r run) arguments(n *op.Node) []gorgonia.Value {
	var values []gorgonia.Value
	for _, x := range operands(n) {
		values = append(values, r[x])
	}
	return values
}

// evaluate calls the operators of a graph one by one in the order of their declaration, as no machine would: nothing is shared or reused.
func evaluate(t *testing.T, g *gorgonia.ExprGraph) run {
	t.Helper()
	values := run{}
	for _, n := range g.AllNodes() {
		if n.Op() == nil {
			values[n] = n.Value()
			continue
		}
		v, err := n.Op().Do(values.arguments(n)...)
		if err != nil {
			t.Fatal(err)
		}
		values[n] = v
	}
	return values
}

// everyRow runs a test on every row of the catalogue, in float32 and float64.
func everyRow(t *testing.T, test func(t *testing.T, r row, dtype tensor.Dtype)) {
	for _, r := range small.catalogue() {
		for _, dtype := range []tensor.Dtype{tensor.Float32, tensor.Float64} {
			t.Run(r.name()+"/"+dtype.String(), func(t *testing.T) { test(t, r, dtype) })
		}
	}
}
