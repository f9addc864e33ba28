package kernel

// UpsampleBilinear interpolates linearly between the four pixels around each output pixel. Coordinates refer to the centres of pixels, so
// that both images cover the same area ("align_corners" false, elsewhere), and the border pixels extend outwards.
func UpsampleBilinear[T Float](u Upsampling, output, input []T) {
	var table [columnBlock]interpolation[T]
	width := u.Width * u.Factor
	for from := 0; from < width; from += columnBlock {
		columns := interpolations(table[:min(columnBlock, width-from)], from, u.Width, u.Factor)
		forUpsampled(u, output, input, func(output, input []T) {
			for y := range u.Height * u.Factor {
				r := interpolate[T](y, u.Height, u.Factor)
				top, bottom := input[r.low*u.Width:(r.low+1)*u.Width], input[r.high*u.Width:(r.high+1)*u.Width]
				row := output[y*width+from:][:len(columns)]
				for x, c := range columns {
					above := c.lowWeight*top[c.low] + c.highWeight*top[c.high]
					below := c.lowWeight*bottom[c.low] + c.highWeight*bottom[c.high]
					row[x] = r.lowWeight*above + r.highWeight*below
				}
			}
		})
	}
}

// UpsampleBilinearGradient sets inputGradient to the sum of the output gradients that each pixel has a share in, times its share.
func UpsampleBilinearGradient[T Float](u Upsampling, inputGradient, outputGradient []T) {
	var table [columnBlock]interpolation[T]
	width := u.Width * u.Factor
	clear(inputGradient[:u.Batch*u.Channels*u.Height*u.Width])
	for from := 0; from < width; from += columnBlock {
		columns := interpolations(table[:min(columnBlock, width-from)], from, u.Width, u.Factor)
		forUpsampled(u, outputGradient, inputGradient, func(outputGradient, inputGradient []T) {
			for y := range u.Height * u.Factor {
				r := interpolate[T](y, u.Height, u.Factor)
				top, bottom := inputGradient[r.low*u.Width:(r.low+1)*u.Width], inputGradient[r.high*u.Width:(r.high+1)*u.Width]
				row := outputGradient[y*width+from:][:len(columns)]
				for x, c := range columns {
					above, below := r.lowWeight*row[x], r.highWeight*row[x]
					top[c.low] += c.lowWeight * above
					top[c.high] += c.highWeight * above
					bottom[c.low] += c.lowWeight * below
					bottom[c.high] += c.highWeight * below
				}
			}
		})
	}
}

// An interpolation says between which pixels of a row, or column, an output pixel lies, and what share each has in it.
type interpolation[T Float] struct {
	low, high             int
	lowWeight, highWeight T
}

// interpolate returns that of an output pixel, along one side of the image.
func interpolate[T Float](i, pixels, factor int) interpolation[T] {
	position := max(0, (float64(i)+0.5)/float64(factor)-0.5)
	low := int(position)
	share := position - float64(low)
	return interpolation[T]{low: low, high: min(low+1, pixels-1), lowWeight: T(1 - share), highWeight: T(share)}
}

// interpolations fills a table, which is of use for all rows, with those from an output pixel on.
func interpolations[T Float](table []interpolation[T], from, pixels, factor int) []interpolation[T] {
	for i := range table {
		table[i] = interpolate[T](from+i, pixels, factor)
	}
	return table
}
