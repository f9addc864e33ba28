package kernel

// TEMPORARY
type PackedFilter[T Float] struct {
	c            Convolution
	filter, bias []T
}

func (f *PackedFilter[T]) Pack(c Convolution, filter, bias []T) { f.c, f.filter, f.bias = c, filter, bias }
func (f *PackedFilter[T]) Convolve(images int, output, input []T) {
	c := f.c
	c.Batch = images
	Conv2d(c, output, input, f.filter, f.bias)
}
func (c Convolution) Streams() bool  { return c.Filters*c.Channels/c.Groups*c.Window.Height*c.Window.Width < 40000 }
func (c Convolution) GroupSize() int { return max(1, 32768/(c.Channels*c.Height*c.Width)) }

type ConvolutionGradients[T Float] struct{ Input, Filter, Bias []T }

func Conv2dGradients[T Float](c Convolution, to ConvolutionGradients[T], input, filter []T, outputGradient func(first, last int, buffer []T) []T) {
	h, w := c.Output()
	buf := borrow[T](c.Batch * c.Filters * h * w)
	defer giveBack(buf)
	g := outputGradient(0, c.Batch, *buf)
	if to.Input != nil {
		Conv2dInputGradient(c, to.Input, g, filter)
	}
	if to.Filter != nil {
		Conv2dFilterGradient(c, to.Filter, input, g)
	}
	if to.Bias != nil {
		ChannelSum(Channels{c.Batch, c.Filters, h * w}, to.Bias, g)
	}
}
