package kernel

// ConcatPut copies input, of shape (outer, inputSize, inner), into output, of shape (outer, outputSize, inner), from index offset of the
// middle axis on. The rest of output stays as it is.
func ConcatPut[T Float](output, input []T, outer, outputSize, inputSize, offset, inner int) {
	forLines(outer, inputSize*inner, func(i int) {
		copy(output[(i*outputSize+offset)*inner:], input[i*inputSize*inner:(i+1)*inputSize*inner])
	})
}

// ConcatTake is the reverse of ConcatPut, and the gradient of one input of a concatenation: it sets part, of shape (outer, partSize, inner),
// to the elements of whole, of shape (outer, wholeSize, inner), from index offset of the middle axis on.
func ConcatTake[T Float](part, whole []T, outer, wholeSize, partSize, offset, inner int) {
	forLines(outer, partSize*inner, func(i int) {
		copy(part[i*partSize*inner:(i+1)*partSize*inner], whole[(i*wholeSize+offset)*inner:])
	})
}
