package op_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// A builder declares a small network: it makes inputs and keeps the first error.
type builder struct {
	t      *testing.T
	graph  *gorgonia.ExprGraph
	random *rand.Rand
	dtype  tensor.Dtype
	count  int
}

func newBuilder(t *testing.T, dtype tensor.Dtype) *builder {
	return &builder{t: t, graph: gorgonia.NewGraph(), random: rand.New(rand.NewPCG(3, 4)), dtype: dtype}
}

func (b *builder) input(shape ...int) *op.Node {
	b.count++
	return inputOf(b.graph, string(rune('a'+b.count)), sample(b.random, b.dtype, shape...))
}

func (b *builder) node(n *op.Node, err error) *op.Node {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// conv is a convolution of 3 x 3 of x to as many filters.
func (b *builder) conv(x *op.Node, filters int) *op.Node {
	return b.node(op.Conv2d(x, b.input(filters, x.Shape()[1], 3, 3), b.input(filters), square(3, 1, 1), 1))
}

func (b *builder) norm(x *op.Node, training bool) *op.Node {
	channels := x.Shape()[1]
	running := func(value float64) *tensor.Dense {
		d := tensor.New(tensor.Of(b.dtype), tensor.WithShape(channels))
		if err := d.Memset(convert(b.dtype, value)); err != nil {
			b.t.Fatal(err)
		}
		return d
	}
	return b.node(op.BatchNorm(x, b.input(channels), b.input(channels), op.BatchNormSettings{
		RunningMean: running(0.5), RunningVariance: running(2), Training: training, Epsilon: 1e-5, Momentum: 0.1,
	}))
}

func convert(dtype tensor.Dtype, value float64) any {
	if dtype == tensor.Float32 {
		return float32(value)
	}
	return value
}

// networks are graphs in which much can be fused. Each returns the nodes whose values are kept.
var networks = map[string]func(b *builder, x *op.Node) gorgonia.Nodes{
	"pooled convolution": func(b *builder, x *op.Node) gorgonia.Nodes {
		pooled := b.node(op.MaxPool2D(b.node(op.Rectify(b.conv(x, 4))), square(2, 2, 0)))
		row := b.node(op.Reshape(pooled, 5, 4*3*2))
		return gorgonia.Nodes{b.node(op.Dropout(row, 0.5, func() uint64 { return 7 }))}
	},
	"residual block": func(b *builder, x *op.Node) gorgonia.Nodes {
		first := b.node(op.Rectify(b.norm(b.conv(x, 3), true)))
		second := b.norm(b.conv(first, 3), true)
		return gorgonia.Nodes{b.node(op.Rectify(b.node(op.Add(second, x))))}
	},
	"evaluation": func(b *builder, x *op.Node) gorgonia.Nodes {
		y := b.node(op.Rectify(b.norm(b.conv(x, 4), false)))
		return gorgonia.Nodes{b.node(op.GlobalAveragePool2D(y)), b.node(op.SiLU(b.conv(x, 2)))}
	},
	"kept on the way": func(b *builder, x *op.Node) gorgonia.Nodes {
		y := b.node(op.Rectify(x))
		return gorgonia.Nodes{y, b.node(op.Rectify6(b.node(op.Add(y, y)))), b.node(op.Tanh(y))}
	},
}

// differentiated adds the gradients of the first kept node by all inputs, and returns all that is kept.
func (b *builder) differentiated(kept gorgonia.Nodes) gorgonia.Nodes {
	var inputs gorgonia.Nodes
	for _, n := range b.graph.AllNodes() {
		if n.Op() == nil {
			inputs = append(inputs, n)
		}
	}
	target := inputOf(b.graph, "target", sample(b.random, b.dtype, kept[0].Shape()...))
	loss := b.node(op.MeanSquaredError(kept[0], target))
	reached, err := gorgonia.Sort(b.graph.ExactSubgraphRoots(loss))
	if err != nil {
		b.t.Fatal(err)
	}
	inputs = slices.DeleteFunc(inputs, func(n *op.Node) bool { return !slices.Contains(reached, n) })
	gradients, err := gorgonia.Grad(loss, inputs...)
	if err != nil {
		b.t.Fatal(err)
	}
	return append(append(slices.Clone(kept), loss), gradients...)
}

// execute runs the operators of nodes twice, in their order, and returns the values of the second run. Before it, all that the first
// left is overwritten, so that a number read after its time shows.
func execute(t *testing.T, nodes gorgonia.Nodes) run {
	t.Helper()
	values := run{}
	for range 2 {
		for _, v := range values {
			if d, ok := v.(*tensor.Dense); ok {
				if err := d.Memset(convert(d.Dtype(), math.NaN())); err != nil {
					t.Fatal(err)
				}
			}
		}
		all := run{}
		for _, n := range nodes {
			all[n] = n.Value()
			if n.Op() == nil {
				continue
			}
			v, err := n.Op().Do(all.arguments(n)...)
			if err != nil {
				t.Fatal(err)
			}
			all[n], values[n] = v, v
		}
	}
	return values
}

// scheduled returns the nodes that keep needs, in the order of execution.
func scheduled(t *testing.T, g *gorgonia.ExprGraph, keep gorgonia.Nodes) gorgonia.Nodes {
	t.Helper()
	nodes, err := gorgonia.Sort(g.ExactSubgraphRoots(keep...))
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(nodes)
	return nodes
}

// Fusing and sharing memory change no bit of what is kept, whatever the memory held before the run.
func TestFuseAndPlanChangeNoBit(t *testing.T) {
	for name, declare := range networks {
		for _, dtype := range []tensor.Dtype{tensor.Float32, tensor.Float64} {
			t.Run(name+"/"+dtype.String(), func(t *testing.T) {
				var results [2][]gorgonia.Value
				for i := range results {
					b := newBuilder(t, dtype)
					keep := b.differentiated(declare(b, b.input(5, 3, 6, 4)))
					nodes := scheduled(t, b.graph, keep)
					if i == 1 {
						op.Fuse(nodes, keep)
						op.Plan(nodes, keep)
					}
					values := execute(t, nodes)
					for _, n := range keep {
						results[i] = append(results[i], copyOf(t, values[n]))
					}
				}
				for k := range results[0] {
					if !equal(results[0][k], results[1][k]) {
						t.Errorf("kept value %d is %v apart, and %v fused and planned", k, results[0][k], results[1][k])
					}
				}
			})
		}
	}
}

// What is fused, by the names of the operators that compute several: those inside first.
func TestFuseFindsWhatItShould(t *testing.T) {
	wants := map[string][]string{
		"pooled convolution": {"Conv2d+MaxPool2D+Rectify", "RectifyGradient+MaxPool2DGradient+Conv2dGradients"},
		"residual block":     {"BatchNorm+Rectify", "BatchNorm+Add+Rectify", "BatchNormInputGradient+Conv2dGradients"},
		"evaluation":         {"Conv2d+BatchNorm+Rectify+GlobalAveragePool2D", "Conv2d+SiLU"},
	}
	for name, want := range wants {
		b := newBuilder(t, tensor.Float32)
		keep := networks[name](b, b.input(5, 3, 6, 4))
		if name != "evaluation" {
			keep = b.differentiated(keep)
		}
		nodes := scheduled(t, b.graph, keep)
		op.Fuse(nodes, keep)
		var got []string
		for _, n := range nodes {
			if m, ok := op.Measured(n); ok {
				got = append(got, m.Name)
			}
		}
		for _, w := range want {
			if !slices.ContainsFunc(got, func(g string) bool { return strings.HasSuffix(g, w) }) {
				t.Errorf("%s: got the operators %q, want one that ends with %s", name, got, w)
			}
		}
	}
}

// Planned memory is less than the outputs take one by one, and no operator's output moves after the first run.
func TestPlanSharesMemory(t *testing.T) {
	b := newBuilder(t, tensor.Float32)
	keep := b.differentiated(networks["residual block"](b, b.input(5, 3, 6, 4)))
	nodes := scheduled(t, b.graph, keep)
	apart := 0
	for _, n := range nodes {
		if n.Op() != nil && op.Owned(n) {
			apart += 4 * n.Shape().TotalSize()
		}
	}
	op.Fuse(nodes, keep)
	if planned := op.Plan(nodes, keep); planned <= 0 || 2*planned > apart {
		t.Errorf("the plan takes %d bytes, want at most half of the %d that the outputs take apart", planned, apart)
	}
}

// An operator may write over an input that it is the last to read, but not over one that is read after the run.
func TestPlanWritesInPlaceOfWhatIsNotKept(t *testing.T) {
	for _, isKept := range []bool{true, false} {
		b := newBuilder(t, tensor.Float64)
		product := b.node(op.Dense(b.input(3, 4), b.input(2, 4), nil))
		squashed := b.node(op.Tanh(product))
		keep := gorgonia.Nodes{squashed}
		if isKept {
			keep = append(keep, product)
		}
		nodes := scheduled(t, b.graph, keep)
		op.Plan(nodes, keep)
		values := execute(t, nodes)
		if got := overlap(values[product], values[squashed]); got == isKept {
			t.Errorf("with the product kept after the run (%v), its memory is reused: %v", isKept, got)
		}
	}
}
