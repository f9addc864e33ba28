package kernel

// filterGradientOf computes the gradient of the filter as the product of the output gradient and the patches of the input, summed over all
// positions of the window in all images.
func filterGradientOf[T Float](c Convolution, filterGradient, input, outputGradient []T) {
	g := c.group()
	area := g.outputHeight * g.outputWidth
	for i := range c.Groups {
		multiplication[T]{
			m: g.filters, n: g.weights, k: c.Batch * area,
			left:  byPixel[T]{pixels(outputGradient[i*g.filters*area:], c.Filters*area, area)},
			right: byPixel[T]{inputPatches(c, input[i*g.channels*c.Height*c.Width:])},
			to:    rowMajor(filterGradient[i*g.filters*g.weights:], g.weights),

			slowRight: true,
		}.run()
	}
}

// pixels returns what a window of one pixel sees of images with the given area.
func pixels[T Float](images []T, imageStride, area int) patches[T] {
	return patches[T]{
		images: images, imageStride: imageStride,
		height: 1, width: area, rows: 1, columns: area, stepHeight: 1, stepWidth: 1,
		taps: make([]tap, 1),
	}
}

// inputGradientOf computes the gradient of the input.
//
// An input pixel is seen by those taps alone that lie on it at some position of the window. Which they are depends on the remainders of
// the pixel's row and column divided by the strides. So pixels of equal remainders form a phase, and each phase is a convolution of
// stride 1 of the output gradient with a part of the taps; with stride 1 there is one phase. No product with a zero between strides is
// computed (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016, insert those zeros instead).
func inputGradientOf[T Float](c Convolution, inputGradient, outputGradient, filter []T) {
	for i := range c.Groups {
		for y := range min(c.Window.StrideHeight, c.Height) {
			for x := range min(c.Window.StrideWidth, c.Width) {
				phaseGradient(c, i, y, x, inputGradient, outputGradient, filter)
			}
		}
	}
}

// phaseGradient computes the input gradient of group i at the pixels of the phase that starts in row y and column x.
func phaseGradient[T Float](c Convolution, i, y, x int, inputGradient, outputGradient, filter []T) {
	g, w := c.group(), c.Window
	outputArea, inputArea := g.outputHeight*g.outputWidth, c.Height*c.Width
	rows, columns := quotient(c.Height-y, w.StrideHeight), quotient(c.Width-x, w.StrideWidth)
	seen := patches[T]{
		images: outputGradient[i*g.filters*outputArea:], imageStride: c.Filters * outputArea,
		height: g.outputHeight, width: g.outputWidth,
		rows: rows, columns: columns, stepHeight: 1, stepWidth: 1,
	}
	left := byChannel[T]{filter: filter[i*g.filters*g.weights:], weights: g.weights, taps: g.taps}
	for t := range g.taps {
		// Tap t lies on the pixel at the position (pixel + padding - its own distance) / stride.
		py, px := y+w.Top-t/w.Width*w.DilationHeight, x+w.Left-t%w.Width*w.DilationWidth
		if py%w.StrideHeight == 0 && px%w.StrideWidth == 0 {
			seen.taps = append(seen.taps, tap{py / w.StrideHeight, px / w.StrideWidth})
			left.chosen = append(left.chosen, t)
		}
	}
	multiplication[T]{
		m: g.channels, n: c.Batch * rows * columns, k: g.filters * len(seen.taps),
		left:  left,
		right: byPosition[T]{seen.flat()},
		to: target[T]{
			data: inputGradient[i*g.channels*inputArea+y*c.Width+x:], rows: rows, columns: columns,
			imageStride: c.Channels * inputArea, channelStride: inputArea,
			rowStride: w.StrideHeight * c.Width, columnStride: w.StrideWidth,
		}.flat(),
	}.run()
}

// byChannel is the factor of a product that sums over filters: its lanes are channels, its depths (filter, tap) for some of the taps.
type byChannel[T Float] struct {
	filter        []T
	weights, taps int // of a filter
	chosen        []int
}

func (b byChannel[T]) pack(_ mover[T], panel []T, width int, p part) {
	clearTail(panel, width, p)
	for depth := p.low; depth < p.high; depth++ {
		filter, chosen := depth/len(b.chosen), b.chosen[depth%len(b.chosen)]
		source := b.filter[filter*b.weights+p.lane*b.taps+chosen:]
		for lane, to := 0, panel[(depth-p.low)*width:][:p.lanes]; lane < len(to); lane++ {
			to[lane] = source[lane*b.taps]
		}
	}
}
