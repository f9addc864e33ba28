package op_test

import (
	"slices"

	"github.com/reefml/reef/graph/op"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/tensor"
)

// A row of the catalogue is one way to declare an operator. The laws of the package are checked on every row.
type row struct {
	constructor, variant string
	inputs               [][]int // shapes of the inputs of floats
	labels               []int   // shape of the input of integers in [0, 4), which comes last; nil: there is none
	declare              func(x []*op.Node) (*op.Node, error)
}

func (r row) name() string { return r.constructor + "/" + r.variant }

// sizes are those of the inputs: two images of four channels, or a row of four numbers for each pixel.
type sizes struct{ height, width int }

var (
	small = sizes{6, 5}
	large = sizes{48, 40}
)

func (s sizes) images() []int { return []int{2, 4, s.height, s.width} }
func (s sizes) matrix() []int { return []int{s.height * s.width, 4} }

// catalogue has at least one row for every constructor of the package.
func (s sizes) catalogue() []row {
	return slices.Concat(s.activations(), s.poolings(), s.convolutions(), s.normalisations(), s.shapes(), s.losses())
}

func (s sizes) activations() []row {
	leaky := func(x *op.Node) (*op.Node, error) { return op.LeakyRectify(x, 0.1) }
	dropout := func(x *op.Node) (*op.Node, error) { return op.Dropout(x, 0.3, fixed) }
	return []row{
		s.one("Rectify", op.Rectify), s.one("LeakyRectify", leaky), s.one("Rectify6", op.Rectify6), s.one("Sigmoid", op.Sigmoid),
		s.one("Tanh", op.Tanh), s.one("SiLU", op.SiLU), s.one("GELU", op.GELU), s.one("SoftMax", op.SoftMax),
		s.one("LogSoftMax", op.LogSoftMax), s.one("Dropout", dropout),
	}
}

func (s sizes) poolings() []row {
	return []row{
		s.one("GlobalMaxPool2D", op.GlobalMaxPool2D), s.one("GlobalAveragePool2D", op.GlobalAveragePool2D),
		s.one("MaxPool2D", func(x *op.Node) (*op.Node, error) { return op.MaxPool2D(x, square(2, 2, 0)) }),
		s.one("MaxPool2D", func(x *op.Node) (*op.Node, error) { return op.MaxPool2D(x, square(3, 2, 1)) }),
		s.one("AveragePool2D", func(x *op.Node) (*op.Node, error) { return op.AveragePool2D(x, square(3, 2, 1)) }),
	}
}

func (s sizes) convolutions() []row {
	return []row{
		{constructor: "Conv2d", variant: "bias", inputs: [][]int{s.images(), {6, 4, 3, 3}, {6}},
			declare: func(x []*op.Node) (*op.Node, error) { return op.Conv2d(x[0], x[1], x[2], square(3, 1, 1), 1) }},
		{constructor: "Conv2d", variant: "stride 2, no bias", inputs: [][]int{s.images(), {6, 4, 3, 3}},
			declare: func(x []*op.Node) (*op.Node, error) { return op.Conv2d(x[0], x[1], nil, square(3, 2, 0), 1) }},
		{constructor: "Conv2d", variant: "depthwise", inputs: [][]int{s.images(), {4, 1, 3, 3}, {4}},
			declare: func(x []*op.Node) (*op.Node, error) { return op.Conv2d(x[0], x[1], x[2], square(3, 1, 1), 4) }},
		{constructor: "ConvTranspose2d", variant: "bias", inputs: [][]int{s.images(), {4, 6, 2, 2}, {6}},
			declare: func(x []*op.Node) (*op.Node, error) {
				return op.ConvTranspose2d(x[0], x[1], x[2], square(2, 2, 0), 1, 2*s.height, 2*s.width)
			}},
		{constructor: "ConvTranspose2d", variant: "groups, no bias", inputs: [][]int{s.images(), {4, 3, 3, 3}},
			declare: func(x []*op.Node) (*op.Node, error) {
				return op.ConvTranspose2d(x[0], x[1], nil, square(3, 1, 1), 2, s.height, s.width)
			}},
		{constructor: "Dense", variant: "bias", inputs: [][]int{s.matrix(), {5, 4}, {5}},
			declare: func(x []*op.Node) (*op.Node, error) { return op.Dense(x[0], x[1], x[2]) }},
		{constructor: "Dense", variant: "no bias", inputs: [][]int{s.matrix(), {5, 4}},
			declare: func(x []*op.Node) (*op.Node, error) { return op.Dense(x[0], x[1], nil) }},
	}
}

func (s sizes) normalisations() []row {
	batchNorm := func(training bool) func(x []*op.Node) (*op.Node, error) {
		return func(x []*op.Node) (*op.Node, error) { return op.BatchNorm(x[0], x[1], x[2], running(x[0], training)) }
	}
	pixels := []int{s.height, s.width}
	return []row{
		{constructor: "BatchNorm", variant: "training", inputs: [][]int{s.images(), {4}, {4}}, declare: batchNorm(true)},
		{constructor: "BatchNorm", variant: "evaluation", inputs: [][]int{s.images(), {4}, {4}}, declare: batchNorm(false)},
		{constructor: "GroupNorm", inputs: [][]int{s.images(), {4}, {4}},
			declare: func(x []*op.Node) (*op.Node, error) { return op.GroupNorm(x[0], x[1], x[2], 2, 1e-5) }},
		{constructor: "LayerNorm", inputs: [][]int{s.images(), pixels, pixels},
			declare: func(x []*op.Node) (*op.Node, error) { return op.LayerNorm(x[0], x[1], x[2], 1e-5) }},
	}
}

func (s sizes) shapes() []row {
	return []row{
		s.one("Copy", op.Copy),
		s.one("Reshape", func(x *op.Node) (*op.Node, error) { return op.Reshape(x, 8, s.height*s.width) }),
		s.one("PixelShuffle", func(x *op.Node) (*op.Node, error) { return op.PixelShuffle(x, 2) }),
		s.one("UpsampleNearest2D", func(x *op.Node) (*op.Node, error) { return op.UpsampleNearest2D(x, 2) }),
		s.one("UpsampleBilinear2D", func(x *op.Node) (*op.Node, error) { return op.UpsampleBilinear2D(x, 2) }),
		{constructor: "Add", inputs: [][]int{s.images(), s.images()}, declare: two(op.Add)},
		{constructor: "Concat", inputs: [][]int{s.images(), {2, 3, s.height, s.width}},
			declare: func(x []*op.Node) (*op.Node, error) { return op.Concat(1, x...) }},
	}
}

// losses are the rows whose output is a scalar.
func (s sizes) losses() []row {
	return []row{
		{constructor: "CrossEntropy", variant: "rows", inputs: [][]int{s.matrix()}, labels: []int{s.height * s.width},
			declare: func(x []*op.Node) (*op.Node, error) { return op.CrossEntropy(x[0], x[1], 0) }},
		{constructor: "CrossEntropy", variant: "pixels", inputs: [][]int{s.images()}, labels: []int{2, s.height, s.width},
			declare: func(x []*op.Node) (*op.Node, error) { return op.CrossEntropy(x[0], x[1], 0.1) }},
		{constructor: "CrossEntropyDense", inputs: [][]int{s.matrix(), s.matrix()},
			declare: two(func(a, b *op.Node) (*op.Node, error) { return op.CrossEntropyDense(a, b, 0.1) })},
		{constructor: "BinaryCrossEntropy", inputs: [][]int{s.matrix(), s.matrix()}, declare: two(op.BinaryCrossEntropy)},
		{constructor: "MeanSquaredError", inputs: [][]int{s.matrix(), s.matrix()}, declare: two(op.MeanSquaredError)},
		{constructor: "MeanAbsoluteError", inputs: [][]int{s.matrix(), s.matrix()}, declare: two(op.MeanAbsoluteError)},
	}
}

// one is a row for a constructor of one input, of images.
func (s sizes) one(constructor string, declare func(x *op.Node) (*op.Node, error)) row {
	return row{
		constructor: constructor, inputs: [][]int{s.images()},
		declare: func(x []*op.Node) (*op.Node, error) { return declare(x[0]) },
	}
}

// two adapts a constructor of two inputs.
func two(declare func(a, b *op.Node) (*op.Node, error)) func(x []*op.Node) (*op.Node, error) {
	return func(x []*op.Node) (*op.Node, error) { return declare(x[0], x[1]) }
}

// square is a window of size x size pixels that moves by stride, with padding on all sides.
func square(size, stride, padding int) kernel.Window {
	return kernel.Window{
		Height: size, Width: size, StrideHeight: stride, StrideWidth: stride, DilationHeight: 1, DilationWidth: 1,
		Top: padding, Bottom: padding, Left: padding, Right: padding,
	}
}

// fixed is the key of a dropout that draws the same mask at every run.
func fixed() uint64 { return 7 }

// running are settings with fresh running statistics for the channels of x: mean and variance 1.
func running(x *op.Node, training bool) op.BatchNormSettings {
	channels := x.Shape()[1]
	return op.BatchNormSettings{
		RunningMean: tensor.Ones(x.Dtype(), channels), RunningVariance: tensor.Ones(x.Dtype(), channels),
		Training: training, Epsilon: 1e-5, Momentum: 0.1,
	}
}
