package kernel

// Convolution is the shape of a convolution of a batch of images (N, C, H, W). As everywhere in deep learning it is a cross-correlation:
// filters are not mirrored. A filter sees only the channels of its group: the first Filters/Groups filters see the first
// Channels/Groups channels, and so on. All sizes are at least 1.
type Convolution struct {
	Batch, Channels, Height, Width int // of the input
	Filters, Groups                int // Channels and Filters are multiples of Groups
	Window                         Window
}

// Output returns the height and width of the output.
func (c Convolution) Output() (height, width int) { return c.Window.Output(c.Height, c.Width) }

// Conv2d convolves input (N, Channels, H, W) with filter (Filters, Channels/Groups, window height, window width) and adds bias
// (Filters) unless it is nil. The output is (N, Filters, output height, output width).
//
// Small groups of images are convolved while they are in the cache, by PackedFilter. Where the filters are too many for that, it is the
// product of the filters and the patches of the input under the window (Chellapilla, Puri and Simard, "High performance convolutional
// neural networks for document processing", 2006), but the patches are never stored: they are packed from the images.
func Conv2d[T Float](c Convolution, output, input, filter, bias []T) {
	if usesWinograd[T](c) {
		winogradForward(c, output, input, filter, bias)
		return
	}
	if c.streams() {
		f := filtersOf[T]().Take()
		f.Pack(c, filter, bias)
		f.convolve(output, input)
		filtersOf[T]().GiveBack(f)
		return
	}
	multiplyPatches(c, output, input, filter, bias)
}

// multiplyPatches computes Conv2d as a product.
func multiplyPatches[T Float](c Convolution, output, input, filter, bias []T) {
	g := c.group()
	area := g.outputHeight * g.outputWidth
	for i := range c.Groups {
		p := multiplication[T]{
			m: g.filters, n: c.Batch * area, k: g.weights,
			left:  matrix[T]{data: filter[i*g.filters*g.weights:], depthStride: 1, laneStride: g.weights},
			right: byPosition[T]{inputPatches(c, input[i*g.channels*c.Height*c.Width:])},
			to: target[T]{
				data: output[i*g.filters*area:], rows: 1, columns: area,
				imageStride: c.Filters * area, channelStride: area, columnStride: 1,
			},
		}
		if bias != nil {
			p.bias = bias[i*g.filters:]
		}
		p.run()
	}
}

// outputArea returns the number of positions in an image.
func (c Convolution) outputArea() int {
	height, width := c.Output()
	return height * width
}

// A group is the part of a convolution that one group of filters computes.
type group struct {
	channels, filters         int
	taps, weights             int // of a filter
	outputHeight, outputWidth int
}

func (c Convolution) group() group {
	g := group{channels: c.Channels / c.Groups, filters: c.Filters / c.Groups, taps: c.Window.Height * c.Window.Width}
	g.weights = g.channels * g.taps
	g.outputHeight, g.outputWidth = c.Output()
	return g
}

// inputPatches returns what the window sees of the channels from the first of input on.
func inputPatches[T Float](c Convolution, input []T) patches[T] {
	w := c.Window
	p := patches[T]{
		images: input, imageStride: c.Channels * c.Height * c.Width,
		height: c.Height, width: c.Width,
		stepHeight: w.StrideHeight, stepWidth: w.StrideWidth,
	}
	p.rows, p.columns = c.Output()
	p.taps = make([]tap, 0, w.Height*w.Width)
	for y := range w.Height {
		for x := range w.Width {
			p.taps = append(p.taps, tap{y*w.DilationHeight - w.Top, x*w.DilationWidth - w.Left})
		}
	}
	return p.flat()
}
