package kernel

// GlobalMaxPool2D sets output, one element a plane, to the largest of the plane's size elements, and argmax to its index in the plane (the
// first, if several are equal). A NaN always wins. size is at least 1.
func GlobalMaxPool2D[T Float](output []T, argmax []int32, input []T, planes, size int) {
	forLines(planes, size, func(plane int) {
		pixels := input[plane*size : (plane+1)*size]
		place, largest := 0, pixels[0]
		for i, v := range pixels {
			if v > largest || v != v { // a NaN differs from itself
				place, largest = i, v
			}
		}
		output[plane], argmax[plane] = largest, int32(place)
	})
}

// GlobalMaxPool2DGradient sets inputGradient to the plane's output gradient at argmax, and to 0 elsewhere.
func GlobalMaxPool2DGradient[T Float](inputGradient, outputGradient []T, argmax []int32, planes, size int) {
	forLines(planes, size, func(plane int) {
		pixels := inputGradient[plane*size : (plane+1)*size]
		clear(pixels)
		pixels[argmax[plane]] = outputGradient[plane]
	})
}
