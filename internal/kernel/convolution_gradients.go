package kernel

import "github.com/reefml/reef/internal/parallel"

// ConvolutionGradients are the gradients of a loss with respect to what Conv2d reads, in the same shapes. Those that are nil are not wanted.
type ConvolutionGradients[T Float] struct{ Input, Filter, Bias []T }

// Conv2dGradients computes the gradients of a convolution from that of its output. The function outputGradient returns the latter for the
// images [first, last), either in memory of its own or in buffer, which is long enough. It is called by several goroutines at once, for
// every image exactly once, so that it may compute what it returns. The input is read only for the gradient of the filter, the filter only
// for that of the input.
func Conv2dGradients[T Float](c Convolution, to ConvolutionGradients[T], input, filter []T,
	outputGradient func(first, last int, buffer []T) []T) {
	if usesWinograd[T](c) || !c.fuses() {
		gradientsApart(c, to, input, filter, outputGradient)
		return
	}
	plans := plansOf[T]()
	p := plans.take()
	p.prepare(c)
	if to.Input != nil {
		p.pack(filter)
	}
	p.run(to, input, outputGradient)
	plans.giveBack(p)
}

// Conv2dInputGradient computes the gradient of a loss with respect to the input from that with respect to the output. Shapes are those
// of Conv2d.
func Conv2dInputGradient[T Float](c Convolution, inputGradient, outputGradient, filter []T) {
	Conv2dGradients(c, ConvolutionGradients[T]{Input: inputGradient}, nil, filter, imagesOf[T](c.Filters*c.outputArea(), outputGradient))
}

// Conv2dFilterGradient computes the gradient of a loss with respect to the filter from that with respect to the output. Shapes are those
// of Conv2d.
func Conv2dFilterGradient[T Float](c Convolution, filterGradient, input, outputGradient []T) {
	Conv2dGradients(c, ConvolutionGradients[T]{Filter: filterGradient}, input, nil, imagesOf[T](c.Filters*c.outputArea(), outputGradient))
}

// imagesOf returns a function that returns some images of the given size.
func imagesOf[T Float](size int, images []T) func(first, last int, _ []T) []T {
	return func(first, last int, _ []T) []T { return images[first*size : last*size] }
}

// gradientsApart computes Conv2dGradients one by one, from the gradients of the whole output.
func gradientsApart[T Float](c Convolution, to ConvolutionGradients[T], input, filter []T,
	outputGradient func(first, last int, buffer []T) []T) {
	area := c.outputArea()
	size := c.Filters * area
	buffer := borrow[T](c.Batch * size)
	defer giveBack(buffer)
	gradient := gather(c.Batch, size, *buffer, outputGradient)
	inputGradientOf, filterGradientOf := inputGradientOf[T], filterGradientOf[T]
	if usesWinograd[T](c) {
		inputGradientOf, filterGradientOf = winogradInputGradient[T], winogradFilterGradient[T]
	}
	if to.Input != nil {
		inputGradientOf(c, to.Input, gradient, filter)
	}
	if to.Filter != nil {
		filterGradientOf(c, to.Filter, input, gradient)
	}
	if to.Bias != nil {
		ChannelSum(Channels{c.Batch, c.Filters, area}, to.Bias, gradient)
	}
}

// gather returns what the function returns for all images, in buffer unless it is in one piece already.
func gather[T Float](images, size int, buffer []T, part func(first, last int, buffer []T) []T) []T {
	parts := make([][]T, images)
	parallel.For(images, func(i int) { parts[i] = part(i, i+1, buffer[i*size:(i+1)*size]) })
	if size == 0 {
		return nil
	}
	if whole := parts[0]; cap(whole) >= images*size {
		whole = whole[:images*size]
		i := 0
		for i < images && &parts[i][0] == &whole[i*size] {
			i++
		}
		if i == images {
			return whole
		}
	}
	parallel.For(images, func(i int) {
		if to := buffer[i*size : (i+1)*size]; &parts[i][0] != &to[0] {
			copy(to, parts[i])
		}
	})
	return buffer[:images*size]
}
