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
	plans := plansOf[T]()
	p := plans.Take()
	p.Compute(c, to, input, filter, outputGradient)
	plans.GiveBack(p)
}

// Compute is Conv2dGradients for callers that compute the gradients of the same convolution again and again: what was worked out for it,
// and zeros around images, are kept.
func (p *GradientPlan[T]) Compute(c Convolution, to ConvolutionGradients[T], input, filter []T,
	outputGradient func(first, last int, buffer []T) []T) {
	if usesWinograd[T](c) || !c.fuses() {
		gradientsApart(c, to, input, filter, outputGradient)
		return
	}
	p.prepare(c)
	if to.Input != nil {
		p.pack(filter)
	}
	p.run(to, input, outputGradient)
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

// gather returns what the function returns for all images: where it lies if that is in one piece, else in buffer. The first image tells
// whether images are made in the buffer, in which case several goroutines make the others, or are in memory already.
func gather[T Float](images, size int, buffer []T, part func(first, last int, buffer []T) []T) []T {
	if images*size == 0 {
		return part(0, images, nil)
	}
	buffer = buffer[:images*size]
	head := part(0, 1, buffer[:size])
	if &head[0] == &buffer[0] {
		parallel.For(images-1, func(i int) {
			to := buffer[(i+1)*size : (i+2)*size]
			copyUnlessSame(to, part(i+1, i+2, to))
		})
		return buffer
	}
	if images == 1 {
		return head
	}
	rest := part(1, images, buffer[size:])
	if cap(head) >= images*size && &head[:size+1][size] == &rest[0] {
		return head[:images*size]
	}
	copy(buffer, head)
	copyUnlessSame(buffer[size:], rest)
	return buffer
}

// copyUnlessSame copies from to to unless they are the same memory.
func copyUnlessSame[T Float](to, from []T) {
	if &to[0] != &from[0] {
		copy(to, from)
	}
}
