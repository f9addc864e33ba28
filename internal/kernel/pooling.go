package kernel

// Pooling says how a window slides over images. Input shape (Batch, Channels, Height, Width); output shape (Batch, Channels, height, width)
// as Output says. Every position of the window must hold a pixel of the image, which a padding smaller than the window and no
// dilation ensure.
type Pooling struct {
	Batch, Channels, Height, Width int // of the input
	Window                         Window
}

// Output returns the height and width of the output.
func (p Pooling) Output() (height, width int) { return p.Window.Output(p.Height, p.Width) }

// planes is the number of images of one channel.
func (p Pooling) planes() int { return p.Batch * p.Channels }

// An extent is the part of the image under a window, along one side: the first pixel under a tap, one behind the last, the number of taps
// there, and of those before, which are in the padding.
type extent struct{ low, high, taps, skipped int }

// row returns the extent of the window for a row of the output.
func (p Pooling) row(i int) extent {
	w := p.Window
	return extentOf(i*w.StrideHeight-w.Top, w.Height, w.DilationHeight, p.Height)
}

// columns fills a table, which is of use for all rows, with the extents of the window for columns of the output from one on. It returns as
// many as there are.
func (p Pooling) columns(table *[columnBlock]extent, from int) []extent {
	w := p.Window
	_, width := p.Output()
	extents := table[:min(columnBlock, width-from)]
	for i := range extents {
		extents[i] = extentOf((from+i)*w.StrideWidth-w.Left, w.Width, w.DilationWidth, p.Width)
	}
	return extents
}

// extentOf returns that of a window whose first tap is at a pixel, which may be outside.
func extentOf(first, taps, dilation, pixels int) extent {
	skipped := max(0, (-first+dilation-1)/dilation)
	e := extent{low: first + skipped*dilation, high: min(first+(taps-1)*dilation+1, pixels), skipped: skipped}
	e.taps = (e.high-e.low-1)/dilation + 1
	return e
}

// forPlanes calls body for each plane of the output and the plane of the input it comes from.
func forPlanes[T Float](p Pooling, output, input []T, body func(plane int, output, input []T)) {
	height, width := p.Output()
	from, to := p.Height*p.Width, height*width
	for plane := range p.planes() {
		body(plane, output[plane*to:(plane+1)*to], input[plane*from:(plane+1)*from])
	}
}
