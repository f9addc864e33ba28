package kernel

// Winograd's algorithm F(4x4, 3x3) computes 4 x 4 outputs of a window of 3 x 3 with 36 products instead of 144 (Lavin and Gray, "Fast
// algorithms for convolutional neural networks", 2016). Tiles of 6 x 6 pixels of the input and the windows of the filters are polynomials,
// evaluated at 36 points; at each point, the values of all tiles and filters are multiplied and summed over the channels as matrices are,
// and what results is transformed back. The gradient of the input is a convolution itself. That of the filter sums products over tiles.
//
// It costs accuracy. Of normal inputs, with 64 to 512 channels, the root mean square error measured is 1.4 to 4.8 times that of the sums
// of products in float32 for the output and the gradient of the input, and 3 to 8 times for the gradient of the filter, where errors sum
// over the pixels of whole tiles. TestWinogradError holds all of them to 10 times. No error exceeded 11 roundoffs times the largest sum of
// magnitudes of the terms of a number, where TestWinograd allows 2 for each term and 36 more. In proportion to a number's own terms errors
// are unbounded, since a tile's numbers share them. An output whose terms are all zero may be some 1e-6 of its neighbours.

// winogradInput cuts images in tiles for an output of the given size.
func winogradInput[T Float](k *microkernel[T], batch, channels, height, width, outputHeight, outputWidth, top, left int) winogradImages[T] {
	rows, columns := quotient(outputHeight, winogradStep), quotient(outputWidth, winogradStep)
	return winogradImages[T]{
		kernel: k, channels: channels, height: height, width: width, top: top, left: left, side: winogradSide,
		rows: rows, columns: columns, tiles: batch * rows * columns, tileRows: batch * rows,
	}
}

// winogradOutput cuts images in tiles that do not overlap.
func winogradOutput[T Float](k *microkernel[T], batch, channels, height, width int) winogradImages[T] {
	v := winogradInput(k, batch, channels, height, width, height, width, 0, 0)
	v.side = winogradStep
	return v
}

// blockRows returns how many rows of tiles have about so many tiles.
func (v *winogradImages[T]) blockRows(tiles int) int { return min(v.tileRows, max(1, tiles/v.columns)) }

// winogradForward computes Conv2d.
func winogradForward[T Float](c Convolution, output, input, filter, bias []T) {
	k := microkernelOf[T]()
	w := winogradCalls[T]().Take()
	defer winogradCalls[T]().GiveBack(w)
	weights, buffer := panelSpectrum[T](c.Channels, c.Filters).borrow()
	defer giveBack(buffer)
	weights.filters(k, filter)
	height, width := c.Output()
	w.seen = winogradInput(k, c.Batch, c.Channels, c.Height, c.Width, height, width, c.Window.Top, c.Window.Left)
	w.made = winogradOutput(k, c.Batch, c.Filters, height, width)
	w.convolve(k, weights, output, input, bias)
}

// winogradInputGradient computes the gradient of the input: a convolution of the output gradient with turned filters.
func winogradInputGradient[T Float](c Convolution, inputGradient, outputGradient, filter []T) {
	k := microkernelOf[T]()
	w := winogradCalls[T]().Take()
	defer winogradCalls[T]().GiveBack(w)
	weights, buffer := panelSpectrum[T](c.Filters, c.Channels).borrow()
	defer giveBack(buffer)
	weights.turnedFilters(k, filter)
	height, width := c.Output()
	w.seen = winogradInput(k, c.Batch, c.Filters, height, width, c.Height, c.Width, 2-c.Window.Top, 2-c.Window.Left)
	w.made = winogradOutput(k, c.Batch, c.Channels, c.Height, c.Width)
	w.convolve(k, weights, inputGradient, outputGradient, nil)
}

// winogradFilterGradient computes the gradient of the filter: the transpose of the transforms, applied to products summed over all tiles.
func winogradFilterGradient[T Float](c Convolution, filterGradient, input, outputGradient []T) {
	k := microkernelOf[T]()
	w := winogradCalls[T]().Take()
	defer winogradCalls[T]().GiveBack(w)
	height, width := c.Output()
	w.seen = winogradInput(k, c.Batch, c.Channels, c.Height, c.Width, height, width, c.Window.Top, c.Window.Left)
	w.made = winogradOutput(k, c.Batch, c.Filters, height, width)
	w.sumFilterGradient(k, filterGradient, input, outputGradient)
}
