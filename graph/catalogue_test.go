package graph_test

import (
	"reflect"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/graph/graphtest"
	"gorgonia.org/tensor"
)

// layerNames lists the catalogue: the methods of Scope that take nodes and return one.
func layerNames() []string {
	var names []string
	node := reflect.TypeFor[*graph.Node]()
	scope := reflect.TypeFor[*graph.Scope]()
	for i := range scope.NumMethod() {
		m := scope.Method(i)
		takesNodes := m.Type.NumIn() > 1 && (m.Type.In(1) == node || m.Type.In(1) == reflect.SliceOf(node))
		if takesNodes && m.Type.NumOut() == 1 && m.Type.Out(0) == node {
			names = append(names, m.Name)
		}
	}
	return names
}

// A gradientRow is one way to declare a layer. Its tensors are parameters, so that the gradient by each is checked.
type gradientRow struct {
	layer, variant string
	shape          []int // of x
	declare        func(s *graph.Scope, x *graph.Node) *graph.Node
	fill           func(p *graph.Program) error
}

func gradientTable() []gradientRow {
	images, rows := []int{2, 4, 6, 5}, []int{3, 5}
	return []gradientRow{
		{layer: "Conv2d", variant: "valid", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Conv2d(x, graph.Conv{Filters: 3, Kernel: 3})
		}},
		{layer: "Conv2d", variant: "same, stride 2", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Conv2d(x, graph.Conv{Filters: 3, Kernel: 3, Stride: 2, Padding: graph.Same})
		}},
		{layer: "Conv2d", variant: "dilated, rectangular, asymmetric padding, no bias", shape: images,
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.Conv2d(x, graph.Conv{Filters: 2, Kernel: 3, KernelWidth: 2, Dilation: 2, DilationWidth: 1, StrideWidth: 2,
					Padding: graph.Sides{Top: 1, Right: 2}, NoBias: true})
			}},
		{layer: "Conv2d", variant: "groups", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Conv2d(x, graph.Conv{Filters: 6, Kernel: 3, Groups: 2, Padding: graph.Pad(1)})
		}},
		{layer: "Conv2d", variant: "depthwise, stride 2", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Conv2d(x, graph.Conv{Filters: 4, Kernel: 3, Groups: 4, Stride: 2, Padding: graph.Pad(1)})
		}},
		{layer: "Conv2d", variant: "1x1", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Conv2d(x, graph.Conv{Filters: 5, Kernel: 1})
		}},
		{layer: "ConvTranspose2d", variant: "valid, stride 2, extra", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.ConvTranspose2d(x, graph.ConvTranspose{Conv: graph.Conv{Filters: 3, Kernel: 3, Stride: 2}, ExtraHeight: 1})
		}},
		{layer: "ConvTranspose2d", variant: "same, groups, no bias", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.ConvTranspose2d(x, graph.ConvTranspose{
				Conv: graph.Conv{Filters: 4, Kernel: 4, Stride: 2, Groups: 2, Padding: graph.Same, NoBias: true}})
		}},
		{layer: "Dense", shape: rows, declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Dense(x, 4) }},
		{layer: "DenseWith", variant: "no bias", shape: rows, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.DenseWith(x, graph.DenseSettings{Outputs: 4, NoBias: true})
		}},
		{layer: "MaxPool2D", variant: "2x2", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.MaxPool2D(x, graph.Pool{Size: 2})
		}},
		{layer: "MaxPool2D", variant: "overlapping, padded", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.MaxPool2D(x, graph.Pool{Size: 3, Stride: 2, Padding: graph.Sides{Top: 1, Left: 1, Right: 2}})
		}},
		{layer: "AveragePool2D", variant: "2x2", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.AveragePool2D(x, graph.Pool{Size: 2})
		}},
		{layer: "AveragePool2D", variant: "overlapping, same", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.AveragePool2D(x, graph.Pool{Size: 3, Width: 2, Stride: 2, Padding: graph.Same})
		}},
		{layer: "GlobalMaxPool2D", shape: images, declare: (*graph.Scope).GlobalMaxPool2D},
		{layer: "GlobalAveragePool2D", shape: images, declare: (*graph.Scope).GlobalAveragePool2D},
		{layer: "Rectify", shape: images, declare: (*graph.Scope).Rectify},
		{layer: "LeakyRectify", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.LeakyRectify(x, 0.1) }},
		{layer: "Rectify6", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Rectify6(s.Add(x, x, x, x, x)) // five times a normal value: some are above 6
		}},
		{layer: "Sigmoid", shape: images, declare: (*graph.Scope).Sigmoid},
		{layer: "Tanh", shape: images, declare: (*graph.Scope).Tanh},
		{layer: "SiLU", shape: images, declare: (*graph.Scope).SiLU},
		{layer: "GELU", shape: images, declare: (*graph.Scope).GELU},
		{layer: "SoftMax", variant: "rows", shape: rows, declare: (*graph.Scope).SoftMax},
		{layer: "SoftMax", variant: "images", shape: images, declare: (*graph.Scope).SoftMax},
		{layer: "LogSoftMax", variant: "rows", shape: rows, declare: (*graph.Scope).LogSoftMax},
		{layer: "LogSoftMax", variant: "images", shape: images, declare: (*graph.Scope).LogSoftMax},
		{layer: "Dropout", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Dropout(x, 0.3) }},
		{layer: "BatchNorm", variant: "images", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.BatchNorm(x, graph.Norm{Scale: graphtest.Normal})
		}},
		{layer: "BatchNorm", variant: "rows", shape: rows, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.BatchNorm(x, graph.Norm{Scale: graphtest.Normal})
		}},
		{layer: "LayerNorm", variant: "rows", shape: rows, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.LayerNorm(x, 1, graph.Norm{Scale: graphtest.Normal})
		}},
		{layer: "LayerNorm", variant: "three axes", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.LayerNorm(x, 3, graph.Norm{Scale: graphtest.Normal})
		}},
		{layer: "GroupNorm", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.GroupNorm(x, 2, graph.Norm{Scale: graphtest.Normal})
		}},
		{layer: "Add", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Add(x, tensorLike(s, x), x)
		}},
		{layer: "Concat", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Concat(x, s.Parameter("other", graphtest.Normal, graph.Fan{}, 2, 3, 6, 5), x)
		}},
		{layer: "Reshape", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Reshape(x, 8, 15) }},
		{layer: "Flatten", shape: images, declare: (*graph.Scope).Flatten},
		{layer: "Upsample2D", variant: "nearest", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Upsample2D(x, 2, graph.Nearest)
		}},
		{layer: "Upsample2D", variant: "bilinear", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Upsample2D(x, 3, graph.Bilinear)
		}},
		{layer: "PixelShuffle", shape: images, declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.PixelShuffle(x, 2) }},
		{layer: "CrossEntropy", variant: "rows", shape: rows, fill: labels(2, 0, 4), declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.CrossEntropy(x, s.Labels("labels", 3), 0)
		}},
		{layer: "CrossEntropy", variant: "pixels, smoothed", shape: []int{2, 3, 2, 1}, fill: labels(2, 0, 1, 1),
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.CrossEntropy(x, s.Labels("labels", 4), 0.1) }},
		{layer: "CrossEntropyDense", shape: rows, fill: targets, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.CrossEntropyDense(x, s.Input("targets", rows...), 0.1)
		}},
		{layer: "BinaryCrossEntropy", shape: rows, fill: targets, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.BinaryCrossEntropy(x, s.Input("targets", rows...))
		}},
		{layer: "MeanSquaredError", shape: rows, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.MeanSquaredError(x, tensorLike(s, x))
		}},
		{layer: "MeanAbsoluteError", shape: rows, declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.MeanAbsoluteError(x, tensorLike(s, x))
		}},
	}
}

// tensorLike is another random tensor of the shape of x.
func tensorLike(s *graph.Scope, x *graph.Node) *graph.Node {
	return s.In("like").Parameter("x", graphtest.Normal, graph.Fan{}, x.Shape()...)
}

func labels(values ...int) func(p *graph.Program) error {
	return func(p *graph.Program) error {
		in, err := p.Input("labels")
		if err != nil {
			return err
		}
		copy(in.Ints(), values)
		return nil
	}
}

// targets are values in [0, 1].
func targets(p *graph.Program) error {
	in, err := p.Input("targets")
	if err != nil {
		return err
	}
	for i := range in.Shape().TotalSize() {
		if in.Dtype() == tensor.Float64 {
			in.Float64s()[i] = float64(i%7) / 6
		} else {
			in.Float32s()[i] = float32(i%7) / 6
		}
	}
	return nil
}

func TestGradients(t *testing.T) {
	for _, row := range gradientTable() {
		t.Run(row.layer+"/"+row.variant, func(t *testing.T) {
			graphtest.Gradients(t, graph.Settings{}, row.loss, row.fill)
		})
	}
}

// loss declares the row's layer on a random x. A layer that is no loss is compared with a random tensor, so that every element of
// its output matters.
func (r gradientRow) loss(s *graph.Scope) *graph.Node {
	x := s.Parameter("x", graphtest.Normal, graph.Fan{}, r.shape...)
	y := r.declare(s.In("layer"), x)
	if y.IsScalar() {
		return y
	}
	return s.MeanSquaredError(y, s.Parameter("target", graphtest.Normal, graph.Fan{}, y.Shape()...))
}

func TestEveryLayerHasAGradientRow(t *testing.T) {
	has := map[string]bool{}
	for _, row := range gradientTable() {
		has[row.layer] = true
	}
	for _, name := range layerNames() {
		if !has[name] {
			t.Errorf("Scope.%s has no row in the gradient table", name)
		}
		delete(has, name)
	}
	for name := range has {
		t.Errorf("the gradient table has a row for %s, which is no layer", name)
	}
}

// The gradient of batch normalisation in evaluation is another one, since the statistics are constants.
func TestBatchNormGradientInEvaluation(t *testing.T) {
	store := graph.NewStore(1, tensor.Float64)
	declare := func(s *graph.Scope) {
		x := s.Parameter("x", graphtest.Normal, graph.Fan{}, 3, 2)
		s.Minimise(s.MeanSquaredError(s.BatchNorm(x, graph.Norm{}), s.Parameter("target", graph.Zeros, graph.Fan{}, 3, 2)))
	}
	p, err := graph.Compile(store, graph.Settings{}, declare)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	gradient, err := p.Parameters()[0].Grad()
	if err != nil {
		t.Fatal(err)
	}
	// With running mean 0 and variance 1 the output is x / sqrt(1 + 1e-5), and the loss the mean of its 6 squares.
	for i, x := range p.Parameters()[0].Value().Data().([]float64) {
		want := 2 * x / (1 + 1e-5) / 6
		if got := gradient.Data().([]float64)[i]; got < want-1e-12 || got > want+1e-12 {
			t.Errorf("element %d: gradient %v, want %v", i, got, want)
		}
	}
}
