package kernel

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// BenchmarkWinograd compares Winograd convolutions with what computes them otherwise, in turns. The rates are those of the fastest of all
// turns, so that other programs on the machine matter less, and count the operations of the definition.
func BenchmarkWinograd(b *testing.B) {
	for _, c := range []Convolution{
		{64, 64, 32, 32, 128, 1, square(3, 1, 1, 1)},
		{64, 128, 16, 16, 128, 1, square(3, 1, 1, 1)},
		{64, 128, 16, 16, 256, 1, square(3, 1, 1, 1)},
		{64, 256, 8, 8, 512, 1, square(3, 1, 1, 1)},
		{64, 512, 4, 4, 512, 1, square(3, 1, 1, 1)},
		{64, 64, 8, 8, 64, 1, square(3, 1, 1, 1)},
		{64, 64, 7, 7, 64, 1, square(3, 1, 1, 1)},
		{64, 64, 6, 6, 128, 1, square(3, 1, 1, 1)},
		{64, 128, 3, 3, 128, 1, square(3, 1, 1, 1)},
		{64, 128, 5, 5, 128, 1, square(3, 1, 1, 1)},
		{128, 32, 14, 14, 64, 1, square(3, 1, 1, 1)},
		{16, 512, 4, 4, 512, 1, square(3, 1, 1, 1)},
		{32, 512, 4, 4, 512, 1, square(3, 1, 1, 1)},
		{1, 128, 16, 16, 128, 1, square(3, 1, 1, 1)},
		{2, 256, 16, 16, 256, 1, square(3, 1, 1, 1)},
		{1, 64, 16, 16, 64, 1, square(3, 1, 1, 1)},
		{1, 64, 32, 32, 64, 1, square(3, 1, 1, 1)},
	} {
		l := newLayer(c)
		for _, pass := range []struct {
			name            string
			usual, winograd func()
		}{
			{"forward", l.usualForward, func() { winogradForward(c, l.output, l.input, l.filter, l.bias) }},
			{"inputGradient", func() { l.usualGradients(ConvolutionGradients[float32]{Input: l.input}) },
				func() { winogradInputGradient(c, l.input, l.output, l.filter) }},
			{"filterGradient", func() { l.usualGradients(ConvolutionGradients[float32]{Filter: l.filter}) },
				func() { winogradFilterGradient(c, l.filter, l.input, l.output) }},
		} {
			name := fmt.Sprintf("%dx%dx%dx%d to %d/%s", c.Batch, c.Channels, c.Height, c.Width, c.Filters, pass.name)
			b.Run(name, func(b *testing.B) {
				usual, winograd := math.Inf(1), math.Inf(1)
				for b.Loop() {
					usual, winograd = min(usual, seconds(pass.usual)), min(winograd, seconds(pass.winograd))
				}
				b.ReportMetric(float64(l.operations())/usual/1e9, "usual-GF/s")
				b.ReportMetric(float64(l.operations())/winograd/1e9, "winograd-GF/s")
				b.ReportMetric(usual/winograd, "ratio")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

func seconds(run func()) float64 {
	start := time.Now()
	run()
	return time.Since(start).Seconds()
}

// usualForward computes Conv2d as it is without Winograd.
func (l layer) usualForward() {
	if !l.streams() {
		multiplyPatches(l.Convolution, l.output, l.input, l.filter, l.bias)
		return
	}
	f := filtersOf[float32]().Take()
	defer filtersOf[float32]().GiveBack(f)
	f.Pack(l.Convolution, l.filter, l.bias)
	f.convolve(l.output, l.input)
}

// usualGradients computes one gradient as it is without Winograd.
func (l layer) usualGradients(to ConvolutionGradients[float32]) {
	switch {
	case l.fuses():
		p := plansOf[float32]().Take()
		defer plansOf[float32]().GiveBack(p)
		p.prepare(l.Convolution)
		if to.Input != nil {
			p.pack(l.filter)
		}
		p.run(to, l.input, imagesOf[float32](l.Filters*l.outputArea(), l.output))
	case to.Input != nil:
		inputGradientOf(l.Convolution, to.Input, l.output, l.filter)
	default:
		filterGradientOf(l.Convolution, to.Filter, l.input, l.output)
	}
}
