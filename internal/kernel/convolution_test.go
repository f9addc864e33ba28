package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/internal/parallel"
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
		{2, 1, 12, 12, 8, 1, square(3, 1, 1, 1)},                  // first layer
		{3, 16, 7, 7, 16, 1, square(3, 1, 1, 1)},                  // tiles that cross images
		{2, 32, 14, 14, 24, 1, square(3, 1, 1, 1)},                // sums longer than a block
		{40, 4, 9, 9, 5, 1, square(3, 1, 1, 1)},                   // several images in a group
		{67, 6, 5, 4, 10, 2, square(3, 2, 1, 1)},                  // the same with strides, and a last group that is not full
		{35, 3, 4, 6, 4, 1, Window{2, 3, 1, 2, 2, 1, 3, 0, 0, 2}}, // the same, nothing symmetric
		{2, 10, 8, 8, 70, 1, square(1, 1, 1, 0)},                  // one pixel, read where it lies
		{2, 3, 9, 20, 4, 1, square(3, 2, 1, 1)},                   // rows that are long enough for vectors of every second pixel
		{2, 190, 3, 3, 700, 1, square(1, 1, 1, 0)},                // more weights than stay in the cache
		{2, 120, 2, 2, 250, 1, square(3, 1, 1, 1)},                // likewise, with padding
		{2, 6, 9, 8, 10, 1, square(1, 1, 1, 0)},                   // one pixel
		{2, 6, 9, 8, 10, 1, square(1, 2, 1, 0)},                   // shortcut of a residual network
		{2, 3, 17, 18, 6, 1, square(7, 2, 1, 3)},                  // stem of a residual network
		{2, 8, 9, 9, 8, 2, square(3, 2, 1, 1)},                    // groups
		{2, 6, 9, 9, 6, 6, square(3, 1, 1, 1)},                    // depthwise
		{2, 3, 8, 9, 12, 3, square(3, 2, 2, 2)},                   // depthwise, four filters a channel
		{1, 2, 10, 10, 3, 1, square(3, 1, 3, 3)},                  // dilated
		{2, 2, 3, 3, 2, 1, square(2, 4, 1, 5)},                    // stride and padding beyond the window
		{1, 2, 5, 6, 3, 1, Window{3, 2, 2, 1, 1, 2, 0, 1, 4, 0}},  // nothing symmetric
		{1, 2, 2, 2, 3, 1, square(5, 1, 1, 0)},                    // the window does not fit: no output
		{1, 4, 2, 2, 4, 4, square(5, 1, 1, 0)},                    // the same, depthwise
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

// stream computes Conv2d a few images at a time, of which the last are fewer, with a packed filter that was used for other shapes before.
func stream[T Float](c Convolution, output, input, filter, bias []T) {
	f := filtersOf[T]().Take()
	defer filtersOf[T]().GiveBack(f)
	f.Pack(c, filter, bias)
	const few = 5
	inputSize, outputSize := len(input)/c.Batch, len(output)/c.Batch
	parallel.Blocks(c.Batch, few, func(first, last int) {
		f.Convolve(last-first, output[first*outputSize:last*outputSize], input[first*inputSize:last*inputSize])
	})
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
			streamed := fenced[T](len(want))
			stream(c, streamed, input, filter, bias)
			compare(t, name+" streamed", streamed, want)
			checkFence(t, name+" streamed", streamed)
		}
	})
}
