package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// layer is a convolution with its numbers, for benchmarks.
type layer struct {
	Convolution
	input, filter, output, bias []float32
}

func newLayer(c Convolution) layer {
	random := rand.New(rand.NewPCG(9, 10))
	input, filter, output := c.sizes()
	return layer{
		c, uniform[float32](random, input), uniform[float32](random, filter), uniform[float32](random, output), make([]float32, c.Filters),
	}
}

func (l layer) forward()        { Conv2d(l.Convolution, l.output, l.input, l.filter, l.bias) }
func (l layer) inputGradient()  { inputGradientAlone(l.Convolution, l.input, l.output, l.filter) }
func (l layer) filterGradient() { filterGradientAlone(l.Convolution, l.filter, l.input, l.output) }

// gradients computes all gradients at once.
func (l layer) gradients() {
	Conv2dGradients(l.Convolution, ConvolutionGradients[float32]{l.input, l.filter, l.bias}, l.input, l.filter,
		imagesOf(len(l.output)/l.Batch, l.output))
}

// operations counts the multiplications and additions of one pass.
func (l layer) operations() int { return 2 * len(l.output) * len(l.filter) / l.Filters }

// BenchmarkConvolution measures layers of usual networks.
func BenchmarkConvolution(b *testing.B) {
	for _, c := range []Convolution{
		{128, 1, 28, 28, 32, 1, square(3, 1, 1, 1)},
		{128, 32, 14, 14, 64, 1, square(3, 1, 1, 1)},
		{128, 64, 8, 8, 64, 1, square(3, 1, 1, 1)},
		{128, 16, 32, 32, 16, 1, square(3, 1, 1, 1)},
		{128, 16, 32, 32, 32, 1, square(3, 2, 1, 1)},
		{64, 3, 32, 32, 64, 1, square(3, 1, 1, 1)},
		{64, 64, 32, 32, 128, 1, square(3, 1, 1, 1)},
		{64, 128, 16, 16, 128, 1, square(3, 1, 1, 1)},
		{64, 256, 8, 8, 512, 1, square(3, 1, 1, 1)},
		{64, 512, 4, 4, 512, 1, square(3, 1, 1, 1)},
		{32, 64, 28, 28, 64, 1, square(1, 1, 1, 0)},
		{32, 64, 28, 28, 64, 64, square(3, 1, 1, 1)},
	} {
		l := newLayer(c)
		name := fmt.Sprintf("%dx%dx%dx%d to %d stride %d", c.Batch, c.Channels, c.Height, c.Width, c.Filters, c.Window.StrideWidth)
		for _, pass := range []struct {
			name string
			run  func()
		}{{"forward", l.forward}, {"inputGradient", l.inputGradient}, {"filterGradient", l.filterGradient}, {"gradients", l.gradients}} {
			b.Run(name+"/"+pass.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					pass.run()
				}
				operations := l.operations()
				if pass.name == "gradients" {
					operations *= 2
				}
				reportRate(b, operations)
			})
		}
	}
}

// BenchmarkNetwork measures the convolutions of a training step of two layers on a batch of MNIST images. The first needs no gradient
// of its input.
func BenchmarkNetwork(b *testing.B) {
	first := newLayer(Convolution{128, 1, 28, 28, 32, 1, square(3, 1, 1, 1)})
	second := newLayer(Convolution{128, 32, 14, 14, 64, 1, square(3, 1, 1, 1)})
	b.ReportAllocs()
	for b.Loop() {
		first.forward()
		second.forward()
		second.gradients()
		first.filterGradient()
	}
	reportRate(b, 2*first.operations()+3*second.operations())
}
