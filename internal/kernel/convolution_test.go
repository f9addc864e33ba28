package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// eachTerm calls visit for every product of an input pixel and a weight that an output pixel sums: the definition of a convolution.
func (c Convolution) eachTerm(visit func(output, input, weight int)) {
	w, g := c.Window, c.group()
	for n := range c.Batch {
		for f := range c.Filters {
			for channel := range g.channels {
				for place := range g.outputHeight * g.outputWidth {
					for t := range g.taps {
						y := place/g.outputWidth*w.StrideHeight + t/w.Width*w.DilationHeight - w.Top
						x := place%g.outputWidth*w.StrideWidth + t%w.Width*w.DilationWidth - w.Left
						if y < 0 || y >= c.Height || x < 0 || x >= c.Width {
							continue
						}
						seen := f/g.filters*g.channels + channel
						visit((n*c.Filters+f)*g.outputHeight*g.outputWidth+place,
							((n*c.Channels+seen)*c.Height+y)*c.Width+x, (f*g.channels+channel)*g.taps+t)
					}
				}
			}
		}
	}
}

// sizes returns how many numbers the input, the filter and the output have.
func (c Convolution) sizes() (input, filter, output int) {
	g := c.group()
	return c.Batch * c.Channels * c.Height * c.Width, c.Filters * g.weights, c.Batch * c.Filters * g.outputHeight * g.outputWidth
}

// square is a window of size x size taps with equal strides, dilations and paddings in both directions.
func square(size, stride, dilation, padding int) Window {
	return Window{size, size, stride, stride, dilation, dilation, padding, padding, padding, padding}
}

// convolutions are shapes: those of usual layers made small, one for each special case of the kernels, and random ones.
func convolutions(random *rand.Rand) []Convolution {
	shapes := []Convolution{
		{2, 1, 12, 12, 8, 1, square(3, 1, 1, 1)},                 // first layer
		{3, 16, 7, 7, 16, 1, square(3, 1, 1, 1)},                 // tiles that cross images
		{2, 32, 14, 14, 24, 1, square(3, 1, 1, 1)},               // sums longer than a block
		{40, 4, 9, 9, 5, 1, square(3, 1, 1, 1)},                  // filter gradient in slices
		{2, 6, 9, 8, 10, 1, square(1, 1, 1, 0)},                  // one pixel
		{2, 6, 9, 8, 10, 1, square(1, 2, 1, 0)},                  // shortcut of a residual network
		{2, 3, 17, 18, 6, 1, square(7, 2, 1, 3)},                 // stem of a residual network
		{2, 8, 9, 9, 8, 2, square(3, 2, 1, 1)},                   // groups
		{2, 6, 9, 9, 6, 6, square(3, 1, 1, 1)},                   // depthwise
		{2, 3, 8, 9, 12, 3, square(3, 2, 2, 2)},                  // depthwise, four filters a channel
		{1, 2, 10, 10, 3, 1, square(3, 1, 3, 3)},                 // dilated
		{2, 2, 3, 3, 2, 1, square(2, 4, 1, 5)},                   // stride and padding beyond the window
		{1, 2, 5, 6, 3, 1, Window{3, 2, 2, 1, 1, 2, 0, 1, 4, 0}}, // nothing symmetric
		{1, 2, 2, 2, 3, 1, square(5, 1, 1, 0)},                   // the window does not fit: no output
		{1, 4, 2, 2, 4, 4, square(5, 1, 1, 0)},                   // the same, depthwise
	}
	for range 60 {
		groups := 1 + random.IntN(3)
		w := Window{
			1 + random.IntN(4), 1 + random.IntN(4), 1 + random.IntN(3), 1 + random.IntN(3), 1 + random.IntN(3), 1 + random.IntN(3),
			random.IntN(5), random.IntN(5), random.IntN(5), random.IntN(5),
		}
		shapes = append(shapes, Convolution{
			Batch: 1 + random.IntN(3), Channels: groups * (1 + random.IntN(5)), Height: 1 + random.IntN(12), Width: 1 + random.IntN(12),
			Filters: groups * (1 + random.IntN(6)), Groups: groups, Window: w,
		})
	}
	return shapes
}

// eachConvolution draws an input, a filter and an output gradient of each shape.
func eachConvolution[T Float](check func(name string, c Convolution, input, filter, outputGradient []T)) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, c := range convolutions(random) {
		input, filter, output := c.sizes()
		check(fmt.Sprintf("%+v", c), c, uniform[T](random, input), uniform[T](random, filter), uniform[T](random, output))
	}
}

func checkConv2d[T Float](t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []T) {
		for _, bias := range [][]T{nil, uniform[T](random, c.Filters)} {
			want := make([]expected, len(outputGradient))
			for i := range want {
				if bias != nil {
					height, width := c.Output()
					want[i].add(float64(bias[i/(height*width)%c.Filters]))
				}
			}
			c.eachTerm(func(o, i, w int) { want[o].add(float64(input[i]) * float64(filter[w])) })
			output := fenced[T](len(want))
			Conv2d(c, output, input, filter, bias)
			compare(t, name, output, want)
			checkFence(t, name, output)
		}
	})
}

func checkInputGradient[T Float](t *testing.T) {
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []T) {
		want := make([]expected, len(input))
		c.eachTerm(func(o, i, w int) { want[i].add(float64(outputGradient[o]) * float64(filter[w])) })
		inputGradient := fenced[T](len(want))
		Conv2dInputGradient(c, inputGradient, outputGradient, filter)
		compare(t, name, inputGradient, want)
		checkFence(t, name, inputGradient)
	})
}

func checkFilterGradient[T Float](t *testing.T) {
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []T) {
		want := make([]expected, len(filter))
		c.eachTerm(func(o, i, w int) { want[w].add(float64(outputGradient[o]) * float64(input[i])) })
		filterGradient := fenced[T](len(want))
		Conv2dFilterGradient(c, filterGradient, input, outputGradient)
		compare(t, name, filterGradient, want)
		checkFence(t, name, filterGradient)
	})
}

func TestConvolutionGivesTheSameBitsForAnyNumberOfThreads(t *testing.T) {
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []float32) {
		sameBits(t, name, len(outputGradient), func(to []float32) { Conv2d(c, to, input, filter, nil) })
		sameBits(t, name, len(input), func(to []float32) { Conv2dInputGradient(c, to, outputGradient, filter) })
		sameBits(t, name, len(filter), func(to []float32) { Conv2dFilterGradient(c, to, input, outputGradient) })
	})
}
