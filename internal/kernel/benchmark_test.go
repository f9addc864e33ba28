package kernel

import "testing"

// BenchmarkKernels times the kernels that a convolutional network spends its time in, next to the products, on the activations of a first
// layer: 128 images of 32 channels and 28 x 28 pixels.
func BenchmarkKernels(b *testing.B) {
	c := Channels{Batch: 128, Channels: 32, Size: 28 * 28}
	p := Pooling{128, 32, 28, 28, Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}}
	overlapping := Pooling{128, 32, 28, 28, Window{3, 3, 2, 2, 1, 1, 1, 1, 1, 1}}
	r := generator()
	x, g, y := randomSlice[float32](r, c.size()), randomSlice[float32](r, c.size()), make([]float32, c.size())
	scale, shift, mean := randomSlice[float32](r, 32), randomSlice[float32](r, 32), make([]float32, 32)
	variance, sums := make([]float32, 32), make([]float32, 32)
	places := make([]uint8, c.size()/4)
	step := AdamStep{Rate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Correction1: 0.1, Correction2: 0.001}
	rows, images := Axis{Outer: c.size() / 10, Size: 10, Inner: 1}, Axis{Outer: 128, Size: 32, Inner: 28 * 28}
	for _, k := range []struct {
		name string
		run  func()
	}{
		{"Copy", func() { Copy(y, x) }},
		{"Add", func() { Add(y, x, g) }},
		{"Rectify", func() { Rectify(y, x) }},
		{"RectifyGradient", func() { RectifyGradient(y, g, x) }},
		{"Sigmoid", func() { Sigmoid(y, x) }},
		{"GELU", func() { GELU(y, x) }},
		{"AddBias", func() { AddBias(c, y, x, shift) }},
		{"ChannelSum", func() { ChannelSum(c, sums, x) }},
		{"ChannelSumOfRows", func() { ChannelSum(Channels{c.size() / 32, 32, 1}, sums, x) }},
		{"MaxPool2D", func() { MaxPool2D(p, y[:c.size()/4], places, x) }},
		{"MaxPool2DOverlapping", func() { MaxPool2D(overlapping, y[:c.size()/4], places, x) }},
		{"MaxPool2DGradient", func() { MaxPool2DGradient(p, y, g[:c.size()/4], places) }},
		{"AveragePool2D", func() { AveragePool2D(p, y[:c.size()/4], x) }},
		{"BatchNormStatistics", func() { BatchNormStatistics(c, mean, variance, x) }},
		{"BatchNorm", func() { BatchNorm(c, y, x, scale, shift, mean, variance, 1e-5) }},
		{"BatchNormScaleGradient", func() { BatchNormScaleGradient(c, sums, g, x, mean, variance, 1e-5) }},
		{"BatchNormInputGradient", func() { BatchNormInputGradient(c, c.Batch*c.Size, y, g, x, scale, sums, shift, mean, variance, 1e-5) }},
		{"Dropout", func() { Dropout(y, x, 0.5, 1, 0) }},
		{"SoftMaxOfRows", func() { SoftMax(rows, y, x) }},
		{"SoftMaxOfImages", func() { SoftMax(images, y, x) }},
		{"Adam", func() { Adam(step, y, g, x, x) }},
	} {
		b.Run(k.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				k.run()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(c.size()), "ns/element")
		})
	}
}
