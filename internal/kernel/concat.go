package kernel

// ConcatPut copies input, of shape (outer, inputSize, inner), into output, of shape (outer, outputSize, inner), from index offset of the
// middle axis on. The rest of output stays as it is.
func ConcatPut[T Float](output, input []T, outer, outputSize, inputSize, offset, inner int) {
	run := inputSize * inner
	for i := range outer {
		start := (i*outputSize + offset) * inner
		copy(output[start:start+run], input[i*run:(i+1)*run])
	}
}

// ConcatTake is the reverse of ConcatPut, and the gradient of one input of a concatenation: it sets part, of shape (outer, partSize, inner),
// to the elements of whole, of shape (outer, wholeSize, inner), from index offset of the middle axis on.
func ConcatTake[T Float](part, whole []T, outer, wholeSize, partSize, offset, inner int) {
	run := partSize * inner
	for i := range outer {
		start := (i*wholeSize + offset) * inner
		copy(part[i*run:(i+1)*run], whole[start:start+run])
	}
}
