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

func DropoutAt[T Float](output, input []T, rate T, key uint64, first int) { Dropout(output, input, rate, key) }

func BatchNormPartialSums[T Float](c Channels, shift, scale []float64, outputGradient, input, mean []T) {
	for image := range c.Batch {
		for ch := range c.Channels {
			g, x := channelPlane(c, outputGradient, image, ch), channelPlane(c, input, image, ch)
			shift[ch] += sum(g)
			scale[ch] += sumWeightedDeviations(g, x, float64(mean[ch]))
		}
	}
}

func BatchNormInputGradientX[T Float](c Channels, count int, inputGradient, outputGradient, input, scale, scaleGradient, shiftGradient, mean,
	variance []T, epsilon T) {
	for channel := range c.Channels {
		inverse := inverseDeviation(float64(variance[channel]), epsilon)
		factor := float64(scale[channel]) * inverse
		g := normGradient[T]{
			mean:     mean[channel],
			factor:   T(factor),
			constant: T(factor * float64(shiftGradient[channel]) / float64(count)),
			linear:   T(factor * inverse * float64(scaleGradient[channel]) / float64(count)),
		}
		for image := range c.Batch {
			g.apply(channelPlane(c, inputGradient, image, channel), channelPlane(c, outputGradient, image, channel),
				channelPlane(c, input, image, channel))
		}
	}
}
