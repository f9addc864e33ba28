package graph_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/graph"
	"gorgonia.org/tensor"
)

// counting is an initialiser that numbers values from 1.
func counting(values []float64, _ graph.Fan, _ *rand.Rand) {
	for i := range values {
		values[i] = float64(i + 1)
	}
}

// A forwardRow is a small case of a layer, worked out by hand.
type forwardRow struct {
	layer, variant string
	shape          []int
	x              []float64 // nil: numbered from 1
	declare        func(s *graph.Scope, x *graph.Node) *graph.Node
	fill           func(p *graph.Program) error
	want           []float64
	wantShape      tensor.Shape
}

var e = math.Exp

func forwardTable() []forwardRow {
	sigmoid := func(x float64) float64 { return 1 / (1 + e(-x)) }
	normal := func(x float64) float64 { return x * 0.5 * (1 + math.Erf(x/math.Sqrt2)) }
	image := []int{1, 1, 3, 3}
	// Two rows of two channels, each channel with mean 2 or 3 and variance 1.
	standard := 1 / math.Sqrt(1+1e-5)
	return []forwardRow{
		// Each output is the sum over a 2x2 square times 1, 2, 3, 4, plus the bias 1.
		{layer: "Conv2d", variant: "valid", shape: image, wantShape: tensor.Shape{1, 1, 2, 2}, want: []float64{38, 48, 68, 78},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.Conv2d(x, graph.Conv{Filters: 1, Kernel: 2, Weight: counting, Bias: counting})
			}},
		// Same padding of an even kernel adds its zeros below and to the right.
		{layer: "Conv2d", variant: "same", shape: image, wantShape: tensor.Shape{1, 1, 3, 3},
			want: []float64{37, 47, 21, 67, 77, 33, 23, 26, 9},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.Conv2d(x, graph.Conv{Filters: 1, Kernel: 2, Weight: counting, Padding: graph.Same, NoBias: true})
			}},
		{layer: "Conv2d", variant: "dilated", shape: image, wantShape: tensor.Shape{1, 1, 1, 1}, want: []float64{1 + 2*3 + 3*7 + 4*9},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.Conv2d(x, graph.Conv{Filters: 1, Kernel: 2, Dilation: 2, Weight: counting, NoBias: true})
			}},
		// Filter 1 sees channel 1 with weight 1, filter 2 channel 2 with weight 2.
		{layer: "Conv2d", variant: "depthwise, stride 2", shape: []int{1, 2, 2, 2}, wantShape: tensor.Shape{1, 2, 1, 1}, want: []float64{1, 10},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.Conv2d(x, graph.Conv{Filters: 2, Kernel: 1, Stride: 2, Groups: 2, Weight: counting, NoBias: true})
			}},
		// Every pixel paints a 2x2 square with 1, 2, 3, 4 times itself; at stride 2 they do not overlap.
		{layer: "ConvTranspose2d", shape: []int{1, 1, 1, 2}, wantShape: tensor.Shape{1, 1, 2, 4}, want: []float64{1, 2, 2, 4, 3, 4, 6, 8},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.ConvTranspose2d(x, graph.ConvTranspose{Conv: graph.Conv{Filters: 1, Kernel: 2, Stride: 2, Weight: counting, NoBias: true}})
			}},
		{layer: "Dense", shape: []int{2, 2}, wantShape: tensor.Shape{2, 1}, want: []float64{0, 0},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.DenseWith(x, graph.DenseSettings{Outputs: 1, Weight: graph.Zeros})
			}},
		// (1, 2) and (3, 4) times the columns (1, 2), (3, 4), (5, 6), plus (1, 2, 3).
		{layer: "DenseWith", shape: []int{2, 2}, wantShape: tensor.Shape{2, 3}, want: []float64{6, 13, 20, 12, 27, 42},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.DenseWith(x, graph.DenseSettings{Outputs: 3, Weight: counting, Bias: counting})
			}},
		{layer: "MaxPool2D", shape: image, wantShape: tensor.Shape{1, 1, 2, 2}, want: []float64{5, 6, 8, 9},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.MaxPool2D(x, graph.Pool{Size: 2, Stride: 1}) }},
		{layer: "MaxPool2D", variant: "padding never wins", shape: []int{1, 1, 1, 2}, x: []float64{-1, -2}, wantShape: tensor.Shape{1, 1, 1, 2},
			want: []float64{-1, -2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.MaxPool2D(x, graph.Pool{Size: 2, Stride: 2, Padding: graph.Pad(1)})
			}},
		// In the corner one element lies inside the image, at the edges two, in the middle four.
		{layer: "AveragePool2D", shape: []int{1, 1, 2, 2}, wantShape: tensor.Shape{1, 1, 3, 3}, want: []float64{1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.AveragePool2D(x, graph.Pool{Size: 2, Stride: 1, Padding: graph.Pad(1)})
			}},
		{layer: "GlobalMaxPool2D", shape: []int{1, 2, 2, 2}, wantShape: tensor.Shape{1, 2}, want: []float64{4, 8},
			declare: (*graph.Scope).GlobalMaxPool2D},
		{layer: "GlobalAveragePool2D", shape: []int{1, 2, 2, 2}, wantShape: tensor.Shape{1, 2}, want: []float64{2.5, 6.5},
			declare: (*graph.Scope).GlobalAveragePool2D},
		{layer: "Rectify", shape: []int{1, 3}, x: []float64{-1, 0, 2}, want: []float64{0, 0, 2}, declare: (*graph.Scope).Rectify},
		{layer: "LeakyRectify", shape: []int{1, 3}, x: []float64{-1, 0, 2}, want: []float64{-0.1, 0, 2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.LeakyRectify(x, 0.1) }},
		{layer: "Rectify6", shape: []int{1, 3}, x: []float64{-1, 5, 7}, want: []float64{0, 5, 6}, declare: (*graph.Scope).Rectify6},
		{layer: "Sigmoid", shape: []int{1, 2}, x: []float64{-1, 2}, want: []float64{sigmoid(-1), sigmoid(2)}, declare: (*graph.Scope).Sigmoid},
		{layer: "Tanh", shape: []int{1, 2}, x: []float64{-1, 2}, want: []float64{math.Tanh(-1), math.Tanh(2)}, declare: (*graph.Scope).Tanh},
		{layer: "SiLU", shape: []int{1, 2}, x: []float64{-1, 2}, want: []float64{-sigmoid(-1), 2 * sigmoid(2)}, declare: (*graph.Scope).SiLU},
		{layer: "GELU", shape: []int{1, 2}, x: []float64{-1, 2}, want: []float64{normal(-1), normal(2)}, declare: (*graph.Scope).GELU},
		{layer: "SoftMax", variant: "scores of 1e4", shape: []int{2, 2}, x: []float64{1e4, 1e4, -1e4, 1e4}, want: []float64{0.5, 0.5, 0, 1},
			declare: (*graph.Scope).SoftMax},
		{layer: "SoftMax", variant: "channels", shape: []int{1, 2, 1, 2}, x: []float64{0, 3, 0, 3}, want: []float64{0.5, 0.5, 0.5, 0.5},
			declare: (*graph.Scope).SoftMax},
		{layer: "LogSoftMax", variant: "scores of 1e4", shape: []int{2, 2}, x: []float64{1e4, 1e4, -1e4, 1e4},
			want: []float64{-math.Ln2, -math.Ln2, -2e4, 0}, declare: (*graph.Scope).LogSoftMax},
		{layer: "Dropout", variant: "evaluation", shape: []int{1, 3}, want: []float64{1, 2, 3},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Dropout(x, 0.5) }},
		// In evaluation the running mean is 0 and the running variance 1 at first.
		{layer: "BatchNorm", variant: "evaluation", shape: []int{2, 2}, want: []float64{standard, 4 * standard, 3 * standard, 8 * standard},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.BatchNorm(x, graph.Norm{Scale: counting}) }},
		{layer: "LayerNorm", shape: []int{2, 2}, x: []float64{1, 3, 2, 4}, want: []float64{-standard, 2 * standard, -standard, 2 * standard},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.LayerNorm(x, 1, graph.Norm{Scale: counting}) }},
		{layer: "GroupNorm", shape: []int{1, 4}, x: []float64{1, 3, 2, 4}, want: []float64{-standard, 2 * standard, -3 * standard, 4 * standard},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.GroupNorm(x, 2, graph.Norm{Scale: counting}) }},
		{layer: "Add", shape: []int{1, 2}, want: []float64{3, 6},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Add(x, x, x) }},
		{layer: "Concat", shape: []int{2, 1, 1, 2}, wantShape: tensor.Shape{2, 2, 1, 2}, want: []float64{1, 2, 0, 0, 3, 4, 0, 0},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.Concat(x, s.Parameter("zeros", graph.Zeros, graph.Fan{}, 2, 1, 1, 2))
			}},
		{layer: "Reshape", shape: []int{2, 4}, wantShape: tensor.Shape{2, 2, 2}, want: []float64{1, 2, 3, 4, 5, 6, 7, 8},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Reshape(x, 2, 2) }},
		{layer: "Flatten", shape: []int{2, 2, 2}, wantShape: tensor.Shape{2, 4}, want: []float64{1, 2, 3, 4, 5, 6, 7, 8},
			declare: (*graph.Scope).Flatten},
		{layer: "Upsample2D", variant: "nearest", shape: []int{1, 1, 1, 2}, wantShape: tensor.Shape{1, 1, 2, 4},
			want:    []float64{1, 1, 2, 2, 1, 1, 2, 2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Upsample2D(x, 2, graph.Nearest) }},
		// The centres of the new pixels lie a quarter of an old pixel beside the old centres.
		{layer: "Upsample2D", variant: "bilinear", shape: []int{1, 1, 1, 2}, wantShape: tensor.Shape{1, 1, 2, 4},
			want:    []float64{1, 1.25, 1.75, 2, 1, 1.25, 1.75, 2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Upsample2D(x, 2, graph.Bilinear) }},
		{layer: "PixelShuffle", shape: []int{1, 4, 1, 2}, wantShape: tensor.Shape{1, 1, 2, 4}, want: []float64{1, 3, 2, 4, 5, 7, 6, 8},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.PixelShuffle(x, 2) }},
		{layer: "CrossEntropy", variant: "scores of 1e4", shape: []int{2, 2}, x: []float64{1e4, 1e4, -1e4, 1e4}, fill: labels(1, 0),
			want:    []float64{(math.Ln2 + 2e4) / 2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.CrossEntropy(x, s.Labels("labels", 2), 0) }},
		// With smoothing 0.2 the target is (0.9, 0.1).
		{layer: "CrossEntropy", variant: "smoothed", shape: []int{1, 2}, x: []float64{0, 1}, fill: labels(0),
			want:    []float64{math.Log(1+e(1)) - 0.1},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.CrossEntropy(x, s.Labels("labels", 1), 0.2) }},
		// The targets are 0 and 1/6.
		{layer: "CrossEntropyDense", shape: []int{1, 2}, x: []float64{0, 1}, fill: targets, want: []float64{(math.Log(1+e(1)) - 1) / 6},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.CrossEntropyDense(x, s.Input("targets", 1, 2), 0)
			}},
		{layer: "BinaryCrossEntropy", shape: []int{1, 2}, x: []float64{-1e4, 1e4}, fill: targets, want: []float64{1e4 * 5 / 6 / 2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.BinaryCrossEntropy(x, s.Input("targets", 1, 2))
			}},
		{layer: "MeanSquaredError", shape: []int{1, 2}, fill: targets, want: []float64{(1 + (2-1./6)*(2-1./6)) / 2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.MeanSquaredError(x, s.Input("targets", 1, 2))
			}},
		{layer: "MeanAbsoluteError", shape: []int{1, 2}, fill: targets, want: []float64{(1 + 2 - 1./6) / 2},
			declare: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.MeanAbsoluteError(x, s.Input("targets", 1, 2))
			}},
	}
}

// TestForward compares layers in evaluation mode with values worked out by hand, in float32 and float64.
func TestForward(t *testing.T) {
	for _, row := range forwardTable() {
		for _, dtype := range []tensor.Dtype{tensor.Float64, tensor.Float32} {
			t.Run(row.layer+"/"+row.variant+"/"+dtype.String(), func(t *testing.T) {
				row.test(t, dtype)
			})
		}
	}
}

func (r forwardRow) test(t *testing.T, dtype tensor.Dtype) {
	initialise := counting
	if r.x != nil {
		initialise = func(values []float64, _ graph.Fan, _ *rand.Rand) { copy(values, r.x) }
	}
	p, err := graph.Compile(graph.NewStore(1, dtype), graph.Settings{}, func(s *graph.Scope) {
		s.Output("y", r.declare(s.In("layer"), s.Parameter("x", initialise, graph.Fan{}, r.shape...)))
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.fill != nil {
		if err := r.fill(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	y, err := p.Output("y")
	if err != nil {
		t.Fatal(err)
	}
	if r.wantShape != nil && !y.Shape().Eq(r.wantShape) {
		t.Errorf("output shape %v, want %v", y.Shape(), r.wantShape)
	}
	got, tolerance := floats(t, y.Data()), 1e-12
	if dtype == tensor.Float32 {
		tolerance = 1e-6 // a few units in the last of float32's 24 bits
	}
	if len(got) != len(r.want) {
		t.Fatalf("got %v, want %v", got, r.want)
	}
	for i := range got {
		if !(math.Abs(got[i]-r.want[i]) <= tolerance*max(1, math.Abs(r.want[i]))) {
			t.Errorf("element %d is %v, want %v (all: %v)", i, got[i], r.want[i], got)
		}
	}
}

// floats widens the data of a value.
func floats(t *testing.T, data any) []float64 {
	t.Helper()
	switch v := data.(type) {
	case float64:
		return []float64{v}
	case float32:
		return []float64{float64(v)}
	case []float64:
		return v
	case []float32:
		var wide []float64
		for _, x := range v {
			wide = append(wide, float64(x))
		}
		return wide
	}
	t.Fatalf("received data of type %T", data)
	return nil
}

func TestEveryLayerHasAForwardRow(t *testing.T) {
	has := map[string]bool{}
	for _, row := range forwardTable() {
		has[row.layer] = true
	}
	for _, name := range layerNames() {
		if !has[name] {
			t.Errorf("Scope.%s has no row in the forward table", name)
		}
	}
}
