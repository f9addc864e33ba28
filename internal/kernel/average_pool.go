package kernel

// AveragePool2D sets output to the mean of the elements under each window. Padding is not counted: the sum is divided by the number of taps
// inside the image.
func AveragePool2D[T Float](p Pooling, output, input []T) {
	height, width := p.Output()
	forPlanes(p, output, input, func(_ int, output, input []T) {
		i := 0
		for h := range height {
			row := p.row(h)
			for w := range width {
				column := p.column(w)
				var total float64
				for y := row.low; y < row.high; y += p.Window.DilationHeight {
					for x := column.low; x < column.high; x += p.Window.DilationWidth {
						total += float64(input[y*p.Width+x])
					}
				}
				output[i] = T(total / float64(row.taps*column.taps))
				i++
			}
		}
	})
}

// AveragePool2DGradient sets inputGradient to the sum, over the windows that hold a pixel, of their output gradient divided by their number
// of taps inside the image.
func AveragePool2DGradient[T Float](p Pooling, inputGradient, outputGradient []T) {
	height, width := p.Output()
	forPlanes(p, outputGradient, inputGradient, func(_ int, outputGradient, inputGradient []T) {
		clear(inputGradient)
		i := 0
		for h := range height {
			row := p.row(h)
			for w := range width {
				column := p.column(w)
				share := outputGradient[i] / T(row.taps*column.taps)
				for y := row.low; y < row.high; y += p.Window.DilationHeight {
					for x := column.low; x < column.high; x += p.Window.DilationWidth {
						inputGradient[y*p.Width+x] += share
					}
				}
				i++
			}
		}
	})
}
