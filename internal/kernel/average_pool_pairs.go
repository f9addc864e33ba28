package kernel

// averagePoolPairs is AveragePool2D for rows of windows of 2 x 2 pixels that neither overlap nor leave gaps.
func averagePoolPairs[T Float](output, input []T, rows, width, inputWidth int) {
	for y := range rows {
		top, bottom := input[2*y*inputWidth:][:2*width], input[(2*y+1)*inputWidth:][:2*width]
		row := output[y*width : (y+1)*width]
		for x := range row {
			row[x] = ((top[2*x] + top[2*x+1]) + (bottom[2*x] + bottom[2*x+1])) / 4
		}
	}
}

// averagePoolPairsGradient is its gradient. It writes each pixel of the windows once.
func averagePoolPairsGradient[T Float](inputGradient, outputGradient []T, rows, width, inputWidth int) {
	for y := range rows {
		top, bottom := inputGradient[2*y*inputWidth:][:2*width], inputGradient[(2*y+1)*inputWidth:][:2*width]
		for x, g := range outputGradient[y*width : (y+1)*width] {
			share := g / 4
			top[2*x], top[2*x+1], bottom[2*x], bottom[2*x+1] = share, share, share, share
		}
	}
}
