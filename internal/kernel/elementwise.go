package kernel

// Kernels of this kind take element i of their sources to element i of their destination. The number of elements is that of the first
// source; a destination may be one of the sources.

// Copy sets output to input.
func Copy[T Float](output, input []T) { copy(output[:len(input)], input) }

// Add sets output to a + b.
func Add[T Float](output, a, b []T) { vectorsOf[T]().add(output[:len(a)], a, b[:len(a)]) }

func addTo[T Float](output, a, b []T) {
	a, b = a[:len(output)], b[:len(output)]
	for i := range output {
		output[i] = a[i] + b[i]
	}
}

func addConstant[T Float](output, input []T, constant T) {
	input = input[:len(output)]
	for i := range output {
		output[i] = input[i] + constant
	}
}

func scale[T Float](output, input []T, factor T) {
	input = input[:len(output)]
	for i := range output {
		output[i] = factor * input[i]
	}
}

// scaleDifference sets output to factor * (a - b).
func scaleDifference[T Float](output, a, b []T, factor T) {
	a, b = a[:len(output)], b[:len(output)]
	for i := range output {
		output[i] = factor * (a[i] - b[i])
	}
}

// choose returns yes if the condition holds, else no. It looks the result up in place of a branch, which the signs of activations would
// make the processor mispredict every second time.
func choose[T Float](condition bool, yes, no T) T {
	index := 0
	if condition {
		index = 1
	}
	return [2]T{no, yes}[index]
}
