package kernel

// UpsampleNearest repeats each pixel Factor times in both directions.
func UpsampleNearest[T Float](u Upsampling, output, input []T) {
	width := u.Width * u.Factor
	forUpsampled(u, output, input, func(output, input []T) {
		for y := range u.Height {
			rows := output[y*u.Factor*width : (y+1)*u.Factor*width]
			for x, v := range input[y*u.Width : (y+1)*u.Width] {
				repeated := rows[x*u.Factor : (x+1)*u.Factor]
				for i := range repeated {
					repeated[i] = v
				}
			}
			for i := 1; i < u.Factor; i++ {
				copy(rows[i*width:], rows[:width])
			}
		}
	})
}

// UpsampleNearestGradient sets each pixel of inputGradient to the sum of the Factor * Factor output gradients of its copies.
func UpsampleNearestGradient[T Float](u Upsampling, inputGradient, outputGradient []T) {
	width := u.Width * u.Factor
	forUpsampled(u, outputGradient, inputGradient, func(outputGradient, inputGradient []T) {
		for i := range inputGradient {
			corner := i/u.Width*u.Factor*width + i%u.Width*u.Factor
			var total float64
			for y := range u.Factor {
				total += sum(outputGradient[corner+y*width : corner+y*width+u.Factor])
			}
			inputGradient[i] = T(total)
		}
	})
}
