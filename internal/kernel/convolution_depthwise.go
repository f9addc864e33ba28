package kernel

import "github.com/reefml/reef/internal/parallel"

// depthwise is a convolution whose filters see one channel each. The products that they amount to are too small to be worth packing:
// the rows of the window slide over those of the image.
type depthwise[T Float] struct {
	Convolution
	seen                  patches[T] // of a channel
	inputArea, outputArea int
	multiplier            int // filters for each channel
}

func (c Convolution) isDepthwise() bool { return c.Groups == c.Channels && c.Groups > 1 }

func newDepthwise[T Float](c Convolution) depthwise[T] {
	height, width := c.Output()
	return depthwise[T]{c, inputPatches[T](c, nil), c.Height * c.Width, height * width, c.Filters / c.Channels}
}

// eachRow calls visit for each tap and row of positions that see any pixel: n positions from at on see the pixels from seen on, which are as
// far apart as the stride says.
func (d *depthwise[T]) eachRow(visit func(t, at, seen, n int)) {
	for t, place := range d.seen.taps {
		for y := range d.seen.rows {
			v := d.seen.view(stretch{y: y, n: d.seen.columns}, place)
			if v.from < v.to {
				visit(t, y*d.seen.columns+v.from, v.offset, v.to-v.from)
			}
		}
	}
}

// output computes Conv2d.
func (d depthwise[T]) output(output, input, filter, bias []T) {
	step := d.seen.stepWidth
	parallel.For(d.Batch*d.Filters, func(i int) {
		to, image := output[i*d.outputArea:][:d.outputArea], input[i/d.multiplier*d.inputArea:]
		clear(to)
		if bias != nil {
			for j := range to {
				to[j] = bias[i%d.Filters]
			}
		}
		weights := filter[i%d.Filters*len(d.seen.taps):]
		d.eachRow(func(t, at, seen, n int) {
			pixels := image[seen:][:(n-1)*step+1]
			for j, row := 0, to[at:][:n]; j < len(row); j++ {
				row[j] += weights[t] * pixels[j*step]
			}
		})
	})
}

// inputGradient computes Conv2dInputGradient.
func (d depthwise[T]) inputGradient(inputGradient, outputGradient, filter []T) {
	step := d.seen.stepWidth
	parallel.For(d.Batch*d.Channels, func(i int) {
		to := inputGradient[i*d.inputArea:][:d.inputArea]
		clear(to)
		for plane := i * d.multiplier; plane < (i+1)*d.multiplier; plane++ {
			gradient, weights := outputGradient[plane*d.outputArea:], filter[plane%d.Filters*len(d.seen.taps):]
			d.eachRow(func(t, at, seen, n int) {
				pixels := to[seen:][:(n-1)*step+1]
				for j, value := range gradient[at:][:n] {
					pixels[j*step] += weights[t] * value
				}
			})
		}
	})
}

// filterGradient computes Conv2dFilterGradient.
func (d depthwise[T]) filterGradient(filterGradient, input, outputGradient []T) {
	step := d.seen.stepWidth
	parallel.For(d.Filters, func(f int) {
		to := filterGradient[f*len(d.seen.taps):][:len(d.seen.taps)]
		clear(to)
		for plane := f; plane < d.Batch*d.Filters; plane += d.Filters {
			image, gradient := input[plane/d.multiplier*d.inputArea:], outputGradient[plane*d.outputArea:]
			d.eachRow(func(t, at, seen, n int) {
				var sum T
				pixels := image[seen:][:(n-1)*step+1]
				for j, value := range gradient[at:][:n] {
					sum += value * pixels[j*step]
				}
				to[t] += sum
			})
		}
	})
}
