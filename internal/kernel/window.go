package kernel

// Window slides over an image: its size, the distance between neighbouring positions and between neighbouring taps, and the
// zeros around the image. Strides and dilations are at least 1; a padding may exceed the window.
type Window struct {
	Height, Width                 int // taps
	StrideHeight, StrideWidth     int // pixels from one position to the next
	DilationHeight, DilationWidth int // pixels from one tap to the next
	Top, Bottom, Left, Right      int // rows and columns of padding
}

// Output returns the number of positions of the window, down and across, in an image of height x width pixels. The last pixels are
// left out where the stride does not reach them (the floor convention). A window that does not fit has 0 positions.
func (w Window) Output(height, width int) (int, int) {
	return positions(height+w.Top+w.Bottom, w.Height, w.StrideHeight, w.DilationHeight),
		positions(width+w.Left+w.Right, w.Width, w.StrideWidth, w.DilationWidth)
}

// positions counts the places of a row of taps in a row of pixels.
func positions(pixels, taps, stride, dilation int) int {
	free := pixels - ((taps-1)*dilation + 1)
	if free < 0 {
		return 0
	}
	return free/stride + 1
}
