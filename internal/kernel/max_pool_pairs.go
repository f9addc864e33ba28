package kernel

// isPairs tells whether the windows are of 2 x 2 pixels, and neither overlap nor leave gaps.
func (p Pooling) isPairs() bool {
	return p.Window == Window{Height: 2, Width: 2, StrideHeight: 2, StrideWidth: 2, DilationHeight: 1, DilationWidth: 1}
}

// forPairs calls body for runs of pairs of rows that lie one behind the other: where their pixels begin and their windows, and the number of
// rows of windows. Planes of an even height follow each other without a gap, so that one run holds them all.
func (p Pooling) forPairs(body func(from, to, rows int)) {
	height, width := p.Output()
	if p.Height%2 == 0 {
		body(0, 0, p.planes()*height)
		return
	}
	for plane := range p.planes() {
		body(plane*p.Height*p.Width, plane*height*width, height)
	}
}

// clearRest clears the last row and column of planes where no pair is left for them.
func clearRest[T Float](p Pooling, pixels []T) {
	if p.Height%2 == 1 {
		for end := p.Height * p.Width; end <= p.planes()*p.Height*p.Width; end += p.Height * p.Width {
			clear(pixels[end-p.Width : end])
		}
	}
	if p.Width%2 == 1 {
		for i := p.Width - 1; i < p.planes()*p.Height*p.Width; i += p.Width {
			pixels[i] = 0
		}
	}
}

// maxPoolPairs is MaxPool2D for rows of such windows.
func maxPoolPairs[T Float](output []T, places []uint8, input []T, rows, width, inputWidth int) {
	for y := range rows {
		top, bottom := input[2*y*inputWidth:][:2*width], input[(2*y+1)*inputWidth:][:2*width]
		row, taps := output[y*width:(y+1)*width], places[y*width:(y+1)*width]
		for x := range row {
			a, b, c, d := top[2*x], top[2*x+1], bottom[2*x], bottom[2*x+1]
			largest := max(a, b, c, d)
			place := uint8(3)
			if c == largest {
				place = 2
			}
			if b == largest {
				place = 1
			}
			if a == largest {
				place = 0
			}
			row[x], taps[x] = largest, place
		}
	}
}

// maxPoolPairsGradient is its gradient. It writes each pixel of the windows once.
func maxPoolPairsGradient[T Float](inputGradient, outputGradient []T, places []uint8, rows, width, inputWidth int) {
	for y := range rows {
		top, bottom := inputGradient[2*y*inputWidth:][:2*width], inputGradient[(2*y+1)*inputWidth:][:2*width]
		row, taps := outputGradient[y*width:(y+1)*width], places[y*width:(y+1)*width]
		for x, g := range row {
			tap := taps[x]
			top[2*x], top[2*x+1] = choose(tap == 0, g, 0), choose(tap == 1, g, 0)
			bottom[2*x], bottom[2*x+1] = choose(tap == 2, g, 0), choose(tap == 3, g, 0)
		}
	}
}
