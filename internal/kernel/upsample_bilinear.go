package kernel

// UpsampleBilinear interpolates linearly between the four pixels around each output pixel. Coordinates refer to the centres of pixels, so
// that both images cover the same area ("align_corners" false, elsewhere), and the border pixels extend outwards.
func UpsampleBilinear[T Float](u Upsampling, output, input []T) {
	rows, columns := interpolations[T](u.Height, u.Factor), interpolations[T](u.Width, u.Factor)
	forUpsampled(u, output, input, func(output, input []T) {
		for y, r := range rows {
			top, bottom := input[r.low*u.Width:(r.low+1)*u.Width], input[r.high*u.Width:(r.high+1)*u.Width]
			row := output[y*len(columns) : (y+1)*len(columns)]
			for x, c := range columns {
				above := c.lowWeight*top[c.low] + c.highWeight*top[c.high]
				below := c.lowWeight*bottom[c.low] + c.highWeight*bottom[c.high]
				row[x] = r.lowWeight*above + r.highWeight*below
			}
		}
	})
}

// UpsampleBilinearGradient sets inputGradient to the sum of the output gradients that each pixel has a share in, times its share.
func UpsampleBilinearGradient[T Float](u Upsampling, inputGradient, outputGradient []T) {
	rows, columns := interpolations[T](u.Height, u.Factor), interpolations[T](u.Width, u.Factor)
	forUpsampled(u, outputGradient, inputGradient, func(outputGradient, inputGradient []T) {
		clear(inputGradient)
		for y, r := range rows {
			top, bottom := inputGradient[r.low*u.Width:(r.low+1)*u.Width], inputGradient[r.high*u.Width:(r.high+1)*u.Width]
			row := outputGradient[y*len(columns) : (y+1)*len(columns)]
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

// An interpolation says between which pixels of a row, or column, an output pixel lies, and what share each has in it.
type interpolation[T Float] struct {
	low, high             int
	lowWeight, highWeight T
}

// interpolations returns those of all output pixels, along one side of the image.
func interpolations[T Float](pixels, factor int) []interpolation[T] {
	all := make([]interpolation[T], pixels*factor)
	for i := range all {
		position := max(0, (float64(i)+0.5)/float64(factor)-0.5)
		low := int(position)
		share := position - float64(low)
		all[i] = interpolation[T]{low: low, high: min(low+1, pixels-1), lowWeight: T(1 - share), highWeight: T(share)}
	}
	return all
}
