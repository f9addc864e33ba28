package kernel

import "github.com/reefml/reef/internal/parallel"

// Kernels of this kind take element i of their sources to element i of their destination. The number of elements is that of the first
// source; a destination may be one of the sources.

// Copy sets output to input.
func Copy[T Float](output, input []T) {
	transform(output, input, func(output, input []T) { copy(output, input) })
}

// Add sets output to a + b.
func Add[T Float](output, a, b []T) {
	combine(output, a, b, func(output, a, b []T) {
		output, b = output[:len(a)], b[:len(a)]
		for i := range a {
			output[i] = a[i] + b[i]
		}
	})
}

// Scale sets output to factor * input.
func Scale[T Float](output, input []T, factor T) {
	transform(output, input, func(output, input []T) {
		output = output[:len(input)]
		for i, x := range input {
			output[i] = factor * x
		}
	})
}

// transform calls block for corresponding runs of output and input, on several goroutines at once.
func transform[T Float](output, input []T, block func(output, input []T)) {
	output = output[:len(input)]
	parallel.Blocks(len(input), grain, func(low, high int) { block(output[low:high], input[low:high]) })
}

// combine calls block for corresponding runs of output, a and b, on several goroutines at once.
func combine[T Float](output, a, b []T, block func(output, a, b []T)) {
	output, b = output[:len(a)], b[:len(a)]
	parallel.Blocks(len(a), grain, func(low, high int) { block(output[low:high], a[low:high], b[low:high]) })
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

// forLines calls body once for each of count lines of size elements (rows, planes), short lines several to a goroutine at a time.
func forLines(count, size int, body func(line int)) {
	parallel.Blocks(count, max(1, grain/max(1, size)), func(low, high int) {
		for line := low; line < high; line++ {
			body(line)
		}
	})
}
