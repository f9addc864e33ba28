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

// An extent is the part of the image under a window, along one side: the first pixel under a tap, one behind the last, and their number.
type extent struct{ low, high, taps int }

// extents returns the extent of the window for each row and for each column of the output.
func (p Pooling) extents() (rows, columns []extent) {
	w := p.Window
	height, width := p.Output()
	return extentsOf(height, w.Height, w.StrideHeight, w.DilationHeight, w.Top, p.Height),
		extentsOf(width, w.Width, w.StrideWidth, w.DilationWidth, w.Left, p.Width)
}

func extentsOf(positions, taps, stride, dilation, padding, pixels int) []extent {
	extents := make([]extent, positions)
	for i := range extents {
		first := i*stride - padding
		outside := max(0, (-first+dilation-1)/dilation) // taps in the padding before the image
		e := extent{low: first + outside*dilation, high: min(first+(taps-1)*dilation+1, pixels)}
		e.taps = (e.high-e.low-1)/dilation + 1
		extents[i] = e
	}
	return extents
}

// forPlanes calls body for each plane of the output and the plane of the input it comes from.
func forPlanes[T Float](p Pooling, output, input []T, body func(plane int, output, input []T)) {
	height, width := p.Output()
	from, to := p.Height*p.Width, height*width
	forLines(p.planes(), from, func(plane int) {
		body(plane, output[plane*to:(plane+1)*to], input[plane*from:(plane+1)*from])
	})
}
