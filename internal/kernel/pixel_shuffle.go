package kernel

// PixelShuffle turns channels into pixels (Shi et al., "Real-time single image and video super-resolution using an efficient sub-pixel
// convolutional neural network", 2016): output[n, c, h*factor+i, w*factor+j] = input[n, (c*factor+i)*factor+j, h, w]. Input shape (batch,
// channels * factor * factor, height, width); output shape (batch, channels, height * factor, width * factor).
func PixelShuffle[T Float](output, input []T, batch, channels, height, width, factor int) {
	forShuffledRows(batch*channels, height, width, factor, func(spread, dense int) {
		for x, v := range input[dense : dense+width] {
			output[spread+x*factor] = v
		}
	})
}

// PixelUnshuffle is the inverse of PixelShuffle, and its gradient: batch, channels, height, width and factor mean the same, output has the
// shape of PixelShuffle's input.
func PixelUnshuffle[T Float](output, input []T, batch, channels, height, width, factor int) {
	forShuffledRows(batch*channels, height, width, factor, func(spread, dense int) {
		row := output[dense : dense+width]
		for x := range row {
			row[x] = input[spread+x*factor]
		}
	})
}

// forShuffledRows calls body for each row of the small images, of width pixels in a run that begins at index dense. The same pixels lie
// factor apart in the large image, from index spread on.
func forShuffledRows(planes, height, width, factor int, body func(spread, dense int)) {
	size := height * width * factor * factor
	for plane := range planes {
		for i := range factor {
			for j := range factor {
				for y := range height {
					dense := ((i*factor+j)*height + y) * width
					spread := (y*factor+i)*width*factor + j
					body(plane*size+spread, plane*size+dense)
				}
			}
		}
	}
}
