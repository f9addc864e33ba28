package kernel

import (
	"fmt"
	"testing"
)

// BenchmarkKernels times the kernels that a convolutional network spends its time in, next to the products, on activations of 32 channels
// and 28 x 28 pixels: 128 images, which only memory or the last cache holds, and 2, which the second-level cache does.
func BenchmarkKernels(b *testing.B) {
	for _, batch := range []int{128, 2} {
		c := Channels{Batch: batch, Channels: 32, Size: 28 * 28}
		for _, k := range timedKernels(c) {
			b.Run(fmt.Sprintf("%s/images=%d", k.name, batch), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					k.run()
				}
				elements := float64(b.N) * float64(c.size())
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/elements, "ns/element")
				b.ReportMetric(k.bytes*elements/float64(b.Elapsed().Nanoseconds()), "GB/s")
			})
		}
	}
}

// A timedKernel reads and writes so many bytes for each activation.
type timedKernel struct {
	name  string
	bytes float64
	run   func()
}

func timedKernels(c Channels) []timedKernel {
	n, r := c.size(), generator()
	x, g, y := randomSlice[float32](r, n), randomSlice[float32](r, n), make([]float32, n)
	scale, shift, mean := randomSlice[float32](r, 32), randomSlice[float32](r, 32), make([]float32, 32)
	variance, sums, totals := make([]float32, 32), make([]float32, 32), make([]float64, 64)
	step := AdamStep{Rate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Correction1: 0.1, Correction2: 0.001}
	rows, images := Axis{Outer: n / 10, Size: 10, Inner: 1}, Axis{Outer: c.Batch, Size: 32, Inner: 28 * 28}
	return append([]timedKernel{
		{"Copy", 8, func() { Copy(y, x) }},
		{"Add", 12, func() { Add(y, x, g) }},
		{"Rectify", 8, func() { Rectify(y, x) }},
		{"RectifyGradient", 12, func() { RectifyGradient(y, g, x) }},
		{"Sigmoid", 8, func() { Sigmoid(y, x) }},
		{"Tanh", 8, func() { Tanh(y, x) }},
		{"SiLU", 8, func() { SiLU(y, x) }},
		{"GELU", 8, func() { GELU(y, x) }},
		{"GELUGradient", 12, func() { GELUGradient(y, g, x) }},
		{"AddBias", 8, func() { AddBias(c, y, x, shift) }},
		{"ChannelSum", 4, func() { ChannelSum(c, sums, x) }},
		{"ChannelSumOfRows", 4, func() { ChannelSum(Channels{n / 32, 32, 1}, sums, x) }},
		{"BatchNormStatistics", 4, func() { BatchNormStatistics(c, mean, variance, x) }},
		{"BatchNormStatisticsOfRows", 4, func() { BatchNormStatistics(Channels{n / 32, 32, 1}, mean, variance, x) }},
		{"BatchNorm", 8, func() { BatchNorm(c, y, x, scale, shift, mean, variance, 1e-5) }},
		{"BatchNormPartialSums", 8, func() { BatchNormPartialSums(c, totals[:32], totals[32:], g, x, mean) }},
		{"BatchNormScaleGradient", 8, func() { BatchNormScaleGradient(c, sums, g, x, mean, variance, 1e-5) }},
		{"BatchNormInputGradient", 12, func() {
			BatchNormInputGradient(c, c.Batch*c.Size, y, g, x, scale, sums, shift, mean, variance, 1e-5)
		}},
		{"LayerNorm", 8, func() { LayerNorm(Rows{n / 512, 512}, y, x, x, g, y, y, 1e-5) }},
		{"Dropout", 8, func() { Dropout(y, x, 0.5, 1, 0) }},
		{"SoftMaxOfRows", 8, func() { SoftMax(rows, y, x) }},
		{"SoftMaxOfImages", 8, func() { SoftMax(images, y, x) }},
		{"Momentum", 20, func() { Momentum(MomentumStep{Rate: 0.1, Momentum: 0.9}, y, g, x) }},
		{"Adam", 28, func() { Adam(step, y, g, x, x) }},
	}, timedPoolings(c, x, g, y)...)
}

func timedPoolings(c Channels, x, g, y []float32) []timedKernel {
	p := Pooling{c.Batch, 32, 28, 28, Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}}
	narrow := Pooling{c.Batch, 32 * 4, 14, 14, p.Window}
	overlapping := Pooling{c.Batch, 32, 28, 28, Window{3, 3, 2, 2, 1, 1, 1, 1, 1, 1}}
	quarter := len(x) / 4
	places, planes := make([]uint8, quarter), len(x)/49
	argmax := make([]int32, planes)
	return []timedKernel{
		{"MaxPool2D", 5.25, func() { MaxPool2D(p, y[:quarter], places, x) }},
		{"MaxPool2DTo7x7", 5.25, func() { MaxPool2D(narrow, y[:quarter], places, x) }},
		{"MaxPool2DOverlapping", 5.25, func() { MaxPool2D(overlapping, y[:quarter], places, x) }},
		{"MaxPool2DGradient", 5.25, func() { MaxPool2DGradient(p, y, g[:quarter], places) }},
		{"AveragePool2D", 5, func() { AveragePool2D(p, y[:quarter], x) }},
		{"AveragePool2DGradient", 5, func() { AveragePool2DGradient(p, y, g[:quarter]) }},
		{"GlobalMaxPool2DOf7x7", 4, func() { GlobalMaxPool2D(y[:planes], argmax, x[:49*planes], planes, 49) }},
		{"GlobalAveragePool2DOf7x7", 4, func() { GlobalAveragePool2D(y[:planes], x[:49*planes], planes, 49) }},
		{"GlobalAveragePool2DGradientOf7x7", 4, func() { GlobalAveragePool2DGradient(y[:49*planes], g[:planes], planes, 49) }},
	}
}
