package kernel

// AveragePool2D sets output to the mean of the elements under each window. Padding is not counted: the sum is divided by the number of taps
// inside the image.
func AveragePool2D[T Float](p Pooling, output, input []T) {
	height, width := p.Output()
	if p.isPairs() {
		p.forPairs(func(from, to, rows int) {
			vectorsOf[T]().averagePoolPairs(output[to:to+rows*width], input[from:from+2*rows*p.Width], rows, width, p.Width)
		})
		return
	}
	var table [columnBlock]extent
	for from := 0; from < width; from += columnBlock {
		columns := p.columns(&table, from)
		forPlanes(p, output, input, func(_ int, output, input []T) {
			for h := range height {
				row := p.row(h)
				for i, column := range columns {
					var total float64
					for y := row.low; y < row.high; y += p.Window.DilationHeight {
						for x := column.low; x < column.high; x += p.Window.DilationWidth {
							total += float64(input[y*p.Width+x])
						}
					}
					output[h*width+from+i] = T(total / float64(row.taps*column.taps))
				}
			}
		})
	}
}

// AveragePool2DGradient sets inputGradient to the sum, over the windows that hold a pixel, of their output gradient divided by their number
// of taps inside the image.
func AveragePool2DGradient[T Float](p Pooling, inputGradient, outputGradient []T) {
	height, width := p.Output()
	if p.isPairs() {
		clearRest(p, inputGradient)
		p.forPairs(func(from, to, rows int) {
			vectorsOf[T]().averagePoolPairsGradient(inputGradient[from:from+2*rows*p.Width], outputGradient[to:to+rows*width], rows, width,
				p.Width)
		})
		return
	}
	clear(inputGradient[:p.planes()*p.Height*p.Width])
	var table [columnBlock]extent
	for from := 0; from < width; from += columnBlock {
		columns := p.columns(&table, from)
		forPlanes(p, outputGradient, inputGradient, func(_ int, outputGradient, inputGradient []T) {
			for h := range height {
				row := p.row(h)
				for i, column := range columns {
					share := outputGradient[h*width+from+i] / T(row.taps*column.taps)
					for y := row.low; y < row.high; y += p.Window.DilationHeight {
						for x := column.low; x < column.high; x += p.Window.DilationWidth {
							inputGradient[y*p.Width+x] += share
						}
					}
				}
			}
		})
	}
}
