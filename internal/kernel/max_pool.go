package kernel

// MostTaps is the largest number of taps of a window that MaxPool2D takes: a place among them is noted down in 8 bits.
const MostTaps = 256

// MaxPool2D sets output to the largest element under each window, and places, of the shape of the output, to that of the tap which sees it,
// counted along the window's rows (the first, if several are equal). Padding never wins. Where a NaN is under the window the output is NaN,
// and the place that of any element under the window.
//
// Which element is the largest cannot be foretold: a branch for each would cost more than all the rest. The loops are therefore written
// such that the compiler needs none, the maximum and its place being updated apart.
func MaxPool2D[T Float](p Pooling, output []T, places []uint8, input []T) {
	height, width := p.Output()
	size := height * width
	if p.isPairs() {
		p.forPairs(func(from, to, rows int) {
			vectorsOf[T]().maxPoolPairs(output[to:to+rows*width], places[to:to+rows*width], input[from:from+2*rows*p.Width], rows, width, p.Width)
		})
		return
	}
	var table [columnBlock]extent
	for from := 0; from < width; from += columnBlock {
		columns := p.columns(&table, from)
		forPlanes(p, output, input, func(plane int, output, input []T) {
			for h := range height {
				at := h*width + from
				maxPoolRow(p, output[at:], places[plane*size+at:], input, p.row(h), columns)
			}
		})
	}
}

func maxPoolRow[T Float](p Pooling, output []T, places []uint8, input []T, row extent, columns []extent) {
	output, places = output[:len(columns)], places[:len(columns)]
	for i, column := range columns {
		line := row.skipped*p.Window.Width + column.skipped // of the first tap of the row that is inside the image
		place, largest := line, input[row.low*p.Width+column.low]
		for y := row.low; y < row.high; y += p.Window.DilationHeight {
			tap := line
			for x := column.low; x < column.high; x += p.Window.DilationWidth {
				v := input[y*p.Width+x]
				if v > largest {
					place = tap
				}
				largest = max(largest, v)
				tap++
			}
			line += p.Window.Width
		}
		output[i], places[i] = largest, uint8(place)
	}
}

// MaxPool2DGradient sets inputGradient to the sum of the output gradients of the windows that each pixel won, as places says.
func MaxPool2DGradient[T Float](p Pooling, inputGradient, outputGradient []T, places []uint8) {
	height, width := p.Output()
	size := height * width
	if p.isPairs() {
		clearRest(p, inputGradient)
		p.forPairs(func(from, to, rows int) {
			vectorsOf[T]().maxPoolPairsGradient(inputGradient[from:from+2*rows*p.Width], outputGradient[to:to+rows*width],
				places[to:to+rows*width], rows, width, p.Width)
		})
		return
	}
	var offsets [MostTaps]int // from the first tap of a window, which may be outside the image
	for tap := range p.Window.Height * p.Window.Width {
		offsets[tap] = tap/p.Window.Width*p.Window.DilationHeight*p.Width + tap%p.Window.Width*p.Window.DilationWidth
	}
	forPlanes(p, outputGradient, inputGradient, func(plane int, outputGradient, inputGradient []T) {
		clear(inputGradient)
		won := places[plane*size : (plane+1)*size]
		for y := range height {
			first := (y*p.Window.StrideHeight-p.Window.Top)*p.Width - p.Window.Left
			for i := y * width; i < (y+1)*width; i++ {
				inputGradient[first+offsets[won[i]]] += outputGradient[i]
				first += p.Window.StrideWidth
			}
		}
	})
}
