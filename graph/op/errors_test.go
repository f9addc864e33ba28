package op_test

import (
	"math/bits"
	"strings"
	"testing"

	"github.com/reefml/reef/graph/op"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// nodes declares inputs of the given shapes in float64.
func nodes(shapes ...[]int) []*op.Node {
	g := gorgonia.NewGraph()
	var all []*op.Node
	for i, shape := range shapes {
		all = append(all, typed(g, string(rune('a'+i)), tensor.Float64, shape))
	}
	return all
}

// typed declares an input without a value.
func typed(g *gorgonia.ExprGraph, name string, dtype tensor.Dtype, shape []int) *op.Node {
	if len(shape) == 0 {
		return gorgonia.NewScalar(g, dtype, gorgonia.WithName(name))
	}
	return gorgonia.NewTensor(g, dtype, len(shape), gorgonia.WithName(name), gorgonia.WithShape(shape...))
}

// gap is a window like square(2, 1, 0) with one setting changed.
func gap(change func(w *kernel.Window)) kernel.Window {
	w := square(2, 1, 0)
	change(&w)
	return w
}

// A wrong case is refused with an error that holds the words.
type wrongCase struct {
	name    string
	declare func() (*op.Node, error)
	words   []string
}

func wrongWindows(x, filter *op.Node) []wrongCase {
	conv := func(change func(w *kernel.Window)) func() (*op.Node, error) {
		return func() (*op.Node, error) { return op.Conv2d(x, filter, nil, gap(change), 1) }
	}
	pool := func(w kernel.Window) func() (*op.Node, error) {
		return func() (*op.Node, error) { return op.MaxPool2D(x, w) }
	}
	return []wrongCase{
		{"stride", conv(func(w *kernel.Window) { w.StrideWidth = 0 }), []string{"stride of 1x0"}},
		{"dilation", conv(func(w *kernel.Window) { w.DilationHeight = -1 }), []string{"dilation of -1x1"}},
		{"padding", conv(func(w *kernel.Window) { w.Left = -1 }), []string{"-1 left"}},
		{"window and filter", conv(func(w *kernel.Window) { w.Height = 3 }), []string{"filter of shape (3, 4, 2, 2)", "(3, 4, 3, 2)"}},
		{"window larger than image", conv(func(w *kernel.Window) { w.DilationHeight = 6 }), []string{"6x5", "too small", "2x2"}},
		{"window of nothing", pool(square(0, 1, 0)), []string{"window of 0x0"}},
		{"window of too many taps", pool(square(17, 1, 8)), []string{"window of 17x17", "256 taps", "GlobalMaxPool2D"}},
		{"padding of a pooling", pool(square(2, 1, 2)), []string{"padding smaller than the window"}},
		{"dilation of a pooling", pool(gap(func(w *kernel.Window) { w.DilationWidth = 2 })), []string{"no dilation"}},
	}
}

func wrongShapes() []wrongCase {
	n := nodes([]int{2, 4, 6, 5}, []int{3, 4, 2, 2}, []int{3, 4}, []int{4}, []int{5}, nil, []int{4, 4, 2, 2})
	images, filter, matrix, four, five, scalar, filters := n[0], n[1], n[2], n[3], n[4], n[5], n[6]
	window := square(2, 1, 0)
	return []wrongCase{
		{"rows for images", func() (*op.Node, error) { return op.Conv2d(matrix, filter, nil, window, 1) }, []string{"(3, 4)", "(N, C, H, W)"}},
		{"filter", func() (*op.Node, error) { return op.Conv2d(images, matrix, nil, window, 1) }, []string{"filter of shape (3, 4)"}},
		{"bias", func() (*op.Node, error) { return op.Conv2d(images, filter, five, window, 1) }, []string{"bias of shape (5)", "(3)"}},
		{"groups", func() (*op.Node, error) { return op.Conv2d(images, filter, nil, window, 3) }, []string{"3 groups", "4 channels"}},
		{"transposed filter", func() (*op.Node, error) { return op.ConvTranspose2d(images, filter, nil, window, 1, 7, 6) },
			[]string{"filter of shape (3, 4, 2, 2)", "(4, 4, 2, 2)"}},
		{"transposed window", func() (*op.Node, error) { return op.ConvTranspose2d(images, filters, nil, square(3, 1, 1), 1, 6, 5) },
			[]string{"filter of shape (4, 4, 2, 2)", "(4, 4, 3, 3)"}},
		{"transposed size", func() (*op.Node, error) { return op.ConvTranspose2d(images, filters, nil, window, 1, 7, 7) },
			[]string{"6x5", "7x7", "leads back to 6x6"}},
		{"dense on images", func() (*op.Node, error) { return op.Dense(images, matrix, nil) }, []string{"(2, 4, 6, 5)", "flatten"}},
		{"dense weight", func() (*op.Node, error) { return op.Dense(matrix, filter, nil) }, []string{"weight of shape (3, 4, 2, 2)"}},
		{"dense inputs", func() (*op.Node, error) { return op.Dense(op1(op.Reshape(matrix, 4, 3)), matrix, nil) }, []string{"(3, 4)", "(3, 3)"}},
		{"dense bias", func() (*op.Node, error) { return op.Dense(matrix, matrix, five) }, []string{"bias of shape (5)"}},
		{"sum", func() (*op.Node, error) { return op.Add(four, five) }, []string{"(4)", "(5)"}},
		{"sum of a row and a vector", func() (*op.Node, error) { return op.Add(op1(op.Reshape(four, 1, 4)), four) }, []string{"(1, 4)", "(4)"}},
		{"concat of nothing", func() (*op.Node, error) { return op.Concat(1) }, []string{"no inputs"}},
		{"concat axis", func() (*op.Node, error) { return op.Concat(2, matrix, matrix) }, []string{"axis 2", "0 to 1"}},
		{"concat shapes", func() (*op.Node, error) { return op.Concat(0, matrix, four) }, []string{"(3, 4)", "(4)"}},
		{"reshape", func() (*op.Node, error) { return op.Reshape(matrix, 5) }, []string{"12 elements against 5"}},
		{"reshape to negative sizes", func() (*op.Node, error) { return op.Reshape(matrix, -3, -4) }, []string{"(-3, -4)", "at least 1"}},
		{"shuffle", func() (*op.Node, error) { return op.PixelShuffle(images, 3) }, []string{"factor of 3", "4 channels"}},
		{"shuffle by a factor whose square overflows", func() (*op.Node, error) { return op.PixelShuffle(images, 1<<(bits.UintSize/2)) },
			[]string{"4 channels"}},
		{"enlarge", func() (*op.Node, error) { return op.UpsampleNearest2D(images, 0) }, []string{"factor of 0"}},
		{"enlarge rows", func() (*op.Node, error) { return op.UpsampleBilinear2D(matrix, 2) }, []string{"(N, C, H, W)"}},
		{"pool rows", func() (*op.Node, error) { return op.GlobalMaxPool2D(matrix) }, []string{"(N, C, H, W)"}},
		{"rate", func() (*op.Node, error) { return op.Dropout(matrix, 1, fixed) }, []string{"rate of 1"}},
		{"soft max of a vector", func() (*op.Node, error) { return op.SoftMax(four) }, []string{"(4)", "(N, C)"}},
		{"group norm", func() (*op.Node, error) { return op.GroupNorm(images, four, four, 3, 1e-5) }, []string{"3 groups"}},
		{"group norm scale", func() (*op.Node, error) { return op.GroupNorm(images, five, four, 2, 1e-5) }, []string{"scale of shape (5)"}},
		{"layer norm shift", func() (*op.Node, error) { return op.LayerNorm(matrix, four, five, 1e-5) }, []string{"shift of shape (5)"}},
		{"layer norm over everything", func() (*op.Node, error) { return op.LayerNorm(four, four, four, 1e-5) }, []string{"but not all"}},
		{"layer norm over nothing", func() (*op.Node, error) { return op.LayerNorm(four, scalar, scalar, 1e-5) }, []string{"scale of shape ()"}},
		{"labels of floats", func() (*op.Node, error) { return op.CrossEntropy(matrix, matrix, 0) }, []string{"float64", "3 labels of type int"}},
		{"smoothing", func() (*op.Node, error) { return op.CrossEntropyDense(matrix, matrix, 1) }, []string{"smoothing of 1"}},
		{"targets", func() (*op.Node, error) { return op.BinaryCrossEntropy(matrix, four) }, []string{"(3, 4)", "(4)"}},
		{"nodes of two graphs", func() (*op.Node, error) { return op.Add(nodes([]int{4})[0], four) }, []string{"Add", "graph"}},
	}
}

// op1 is the node of a constructor that is known to succeed.
func op1(x *op.Node, err error) *op.Node {
	if err != nil {
		panic(err)
	}
	return x
}

func TestConstructorsRefuseWrongArguments(t *testing.T) {
	n := nodes([]int{2, 4, 6, 5}, []int{3, 4, 2, 2})
	for _, c := range append(wrongShapes(), wrongWindows(n[0], n[1])...) {
		node, err := c.declare()
		if err == nil {
			t.Errorf("%s: declared %v, want an error", c.name, node)
			continue
		}
		for _, word := range c.words {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%s: the error is %q, want it to contain %q", c.name, err, word)
			}
		}
	}
}

// Every input of floats has the same element type: another one is refused when the operator is declared.
func TestConstructorsRefuseMixedTypes(t *testing.T) {
	for _, r := range small.catalogue() {
		for wrong := range r.inputs {
			for _, dtype := range []tensor.Dtype{tensor.Float32, tensor.Int} {
				if len(r.inputs) == 1 && dtype == tensor.Float32 && r.labels == nil {
					continue // float32 alone is right
				}
				x := nodes(r.inputs...)
				x[wrong] = typed(x[0].Graph(), "wrong", dtype, r.inputs[wrong])
				if r.labels != nil {
					x = append(x, typed(x[0].Graph(), "labels", tensor.Float64, r.labels))
				}
				if _, err := r.declare(x); err == nil || !strings.Contains(err.Error(), "type") {
					t.Errorf("%s with input %d of type %v: got the error %v, want one about types", r.name(), wrong, dtype, err)
				}
			}
		}
	}
}
