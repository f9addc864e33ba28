package kernel

// GlobalAveragePool2D sets output, one element a plane, to the mean of the plane's size elements.
func GlobalAveragePool2D[T Float](output, input []T, planes, size int) {
	v := vectorsOf[T]()
	for plane := range planes {
		output[plane] = T(v.sum(input[plane*size:(plane+1)*size]) / float64(size))
	}
}

// GlobalAveragePool2DGradient sets all elements of a plane of inputGradient to its output gradient divided by size.
func GlobalAveragePool2DGradient[T Float](inputGradient, outputGradient []T, planes, size int) {
	for plane := range planes {
		share := outputGradient[plane] / T(size)
		pixels := inputGradient[plane*size : (plane+1)*size]
		for i := range pixels {
			pixels[i] = share
		}
	}
}
