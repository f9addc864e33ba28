package kernel

import "github.com/reefml/reef/internal/parallel"

// depthwise is a convolution whose filters see one channel each. The products that they amount to are too small to be worth packing. A
// weight is applied instead to all the pixels of a channel that it meets, a rectangle.
type depthwise[T Float] struct {
	Convolution
	kernel                *microkernel[T]
	seen                  patches[T] // of a channel
	inputArea, outputArea int
	multiplier            int // filters for each channel
}

func (c Convolution) isDepthwise() bool { return c.Groups == c.Channels && c.Groups > 1 }

func newDepthwise[T Float](c Convolution) depthwise[T] {
	height, width := c.Output()
	return depthwise[T]{c, microkernelOf[T](), inputPatches[T](c, nil), c.Height * c.Width, height * width, c.Filters / c.Channels}
}

// rectangles calls visit for each tap that sees any pixel: with the pixels that it sees and the positions that it sees them from, which
// are as many.
func (d *depthwise[T]) rectangles(input, output []T, visit func(t int, pixels, positions rectangle[T])) {
	for t, place := range d.seen.taps {
		top := min(max(quotient(-place.y, d.seen.stepHeight), 0), d.seen.rows)
		bottom := min(max(quotient(d.seen.height-place.y, d.seen.stepHeight), top), d.seen.rows)
		v := d.seen.view(stretch{y: top, n: d.seen.columns}, place)
		if top == bottom || v.from == v.to {
			continue
		}
		rows, columns := bottom-top, v.to-v.from
		visit(t, rectangle[T]{input[v.offset:], d.seen.stepHeight * d.seen.width, d.seen.stepWidth, rows, columns},
			rectangle[T]{output[top*d.seen.columns+v.from:], d.seen.columns, 1, rows, columns})
	}
}

// planes computes the planes [low, high) of the output, of all images' filters.
func (d depthwise[T]) planes(low, high int, output, input, filter, bias []T) {
	for i := low; i < high; i++ {
		to, image := output[i*d.outputArea:][:d.outputArea], input[i/d.multiplier*d.inputArea:]
		var start T
		if len(bias) > 0 {
			start = bias[i%d.Filters]
		}
		for j := range to {
			to[j] = start
		}
		weights := filter[i%d.Filters*len(d.seen.taps):]
		d.rectangles(image, to, func(t int, pixels, positions rectangle[T]) {
			d.kernel.addMultiple(positions, pixels, weights[t])
		})
	}
}

// inputGradient computes Conv2dInputGradient.
func (d depthwise[T]) inputGradient(inputGradient, outputGradient, filter []T) {
	parallel.For(d.Batch*d.Channels, func(i int) {
		to := inputGradient[i*d.inputArea:][:d.inputArea]
		clear(to)
		for plane := i * d.multiplier; plane < (i+1)*d.multiplier; plane++ {
			weights := filter[plane%d.Filters*len(d.seen.taps):]
			d.rectangles(to, outputGradient[plane*d.outputArea:], func(t int, pixels, positions rectangle[T]) {
				d.kernel.addMultiple(pixels, positions, weights[t])
			})
		}
	})
}

// filterGradient computes Conv2dFilterGradient.
func (d depthwise[T]) filterGradient(filterGradient, input, outputGradient []T) {
	parallel.For(d.Filters, func(f int) {
		to := filterGradient[f*len(d.seen.taps):][:len(d.seen.taps)]
		clear(to)
		for plane := f; plane < d.Batch*d.Filters; plane += d.Filters {
			image, gradient := input[plane/d.multiplier*d.inputArea:], outputGradient[plane*d.outputArea:]
			d.rectangles(image, gradient, func(t int, pixels, positions rectangle[T]) {
				to[t] += d.kernel.dot(pixels, positions)
			})
		}
	})
}
