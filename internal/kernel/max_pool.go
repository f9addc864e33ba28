package kernel

// MaxPool2D sets output to the largest element under each window, and argmax, of the shape of the output, to its index in the plane of
// Height * Width pixels (the first, if several are equal). Padding never wins. Where a NaN is under the window the output is NaN, and the
// index that of any element under the window.
//
// Which element is the largest cannot be foretold: a branch for each would cost more than all the rest. The loops are therefore written
// such that the compiler needs none, the maximum and its place being updated apart.
func MaxPool2D[T Float](p Pooling, output []T, argmax []int32, input []T) {
	height, width := p.Output()
	size := height * width
	if p.Window == (Window{Height: 2, Width: 2, StrideHeight: 2, StrideWidth: 2, DilationHeight: 1, DilationWidth: 1}) {
		forPlanes(p, output, input, func(plane int, output, input []T) {
			maxPoolPairs(output, argmax[plane*size:(plane+1)*size], input, height, width, p.Width)
		})
		return
	}
	rows, columns := p.extents()
	forPlanes(p, output, input, func(plane int, output, input []T) {
		maxPoolPlane(p, output, argmax[plane*size:(plane+1)*size], input, rows, columns)
	})
}

func maxPoolPlane[T Float](p Pooling, output []T, argmax []int32, input []T, rows, columns []extent) {
	i := 0
	for _, row := range rows {
		for _, column := range columns {
			place := row.low*p.Width + column.low
			largest := input[place]
			for y := row.low; y < row.high; y += p.Window.DilationHeight {
				for x := column.low; x < column.high; x += p.Window.DilationWidth {
					v := input[y*p.Width+x]
					if v > largest {
						place = y*p.Width + x
					}
					largest = max(largest, v)
				}
			}
			output[i], argmax[i] = largest, int32(place)
			i++
		}
	}
}

// maxPoolPairs is for windows of 2 x 2 that neither overlap nor leave gaps.
func maxPoolPairs[T Float](output []T, argmax []int32, input []T, height, width, inputWidth int) {
	for y := range height {
		upper := 2 * y * inputWidth
		top := input[upper:][:2*width]
		bottom := input[upper+inputWidth:][:2*width]
		row, places := output[y*width:(y+1)*width], argmax[y*width:(y+1)*width]
		for x := range row {
			a, b, c, d := top[2*x], top[2*x+1], bottom[2*x], bottom[2*x+1]
			largest := max(a, b, c, d)
			place := upper + inputWidth + 1
			if c == largest {
				place = upper + inputWidth
			}
			if b == largest {
				place = upper + 1
			}
			if a == largest {
				place = upper
			}
			row[x], places[x] = largest, int32(place+2*x)
		}
	}
}

// MaxPool2DGradient sets inputGradient to the sum of the output gradients of the windows that each pixel won, as argmax says.
func MaxPool2DGradient[T Float](p Pooling, inputGradient, outputGradient []T, argmax []int32) {
	height, width := p.Output()
	size := height * width
	forPlanes(p, outputGradient, inputGradient, func(plane int, outputGradient, inputGradient []T) {
		clear(inputGradient)
		for i, place := range argmax[plane*size : (plane+1)*size] {
			inputGradient[place] += outputGradient[i]
		}
	})
}
