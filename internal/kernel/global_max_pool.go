package kernel

import "math"

// GlobalMaxPool2D sets output, one element a plane, to the largest of the plane's size elements, and argmax to its index in the plane (the
// first, if several are equal). A NaN always wins. size is at least 1.
func GlobalMaxPool2D[T Float](output []T, argmax []int32, input []T, planes, size int) {
	v := vectorsOf[T]()
	for plane := range planes {
		pixels := input[plane*size : (plane+1)*size]
		most := v.largest(pixels)
		place := 0
		for place < size-1 && pixels[place] != most && pixels[place] == pixels[place] { // a NaN differs from itself
			place++
		}
		output[plane], argmax[plane] = most, int32(place)
	}
}

// largest returns the largest of values, -Inf if there is none. A NaN always wins.
func largest[T Float](values []T) T {
	most := T(math.Inf(-1))
	for _, v := range values {
		most = max(most, v)
	}
	return most
}

// GlobalMaxPool2DGradient sets inputGradient to the plane's output gradient at argmax, and to 0 elsewhere.
func GlobalMaxPool2DGradient[T Float](inputGradient, outputGradient []T, argmax []int32, planes, size int) {
	for plane := range planes {
		pixels := inputGradient[plane*size : (plane+1)*size]
		clear(pixels)
		pixels[argmax[plane]] = outputGradient[plane]
	}
}
