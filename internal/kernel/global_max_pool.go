package kernel

import (
	"math"
	"slices"
)

// GlobalMaxPool2D sets output, one element a plane, to the largest of the plane's size elements, and argmax to its index in the plane (the
// first, if several are equal). A NaN always wins. size is at least 1.
func GlobalMaxPool2D[T Float](output []T, argmax []int32, input []T, planes, size int) {
	v := vectorsOf[T]()
	for plane := range planes {
		pixels := input[plane*size : (plane+1)*size]
		most := v.largest(pixels)
		place := v.find(pixels, most)
		if place < 0 {
			place = slices.IndexFunc(pixels, func(x T) bool { return x != x }) // a NaN differs from itself
		}
		output[plane], argmax[plane] = most, int32(place)
	}
}

// find returns the index of the first of values that equals value, -1 if none does.
func find[T Float](values []T, value T) int { return slices.Index(values, value) }

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
