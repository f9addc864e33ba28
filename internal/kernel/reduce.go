package kernel

import "github.com/reefml/reef/internal/parallel"

// Reductions add in float64, so that their error is that of rounding the result, however many elements there are. The order of the
// additions depends on the shape alone.

// sum adds values. Four sums run side by side because an addition must wait for the one before it.
func sum[T Float](values []T) float64 {
	var s0, s1, s2, s3 float64
	for ; len(values) >= 4; values = values[4:] {
		s0 += float64(values[0])
		s1 += float64(values[1])
		s2 += float64(values[2])
		s3 += float64(values[3])
	}
	for _, v := range values {
		s0 += float64(v)
	}
	return (s0 + s1) + (s2 + s3)
}

// sums adds value - shift, and its square.
func sums[T Float](values []T, shift T) (total, squares float64) {
	var t0, t1, s0, s1 float64
	s := float64(shift)
	for ; len(values) >= 2; values = values[2:] {
		d0, d1 := float64(values[0])-s, float64(values[1])-s
		t0 += d0
		t1 += d1
		s0 += d0 * d0
		s1 += d1 * d1
	}
	for _, v := range values {
		d := float64(v) - s
		t0 += d
		s0 += d * d
	}
	return t0 + t1, s0 + s1
}

// weightedSums adds weight, and weight * (value - shift).
func weightedSums[T Float](weights, values []T, shift T) (total, weighted float64) {
	var t0, t1, s0, s1 float64
	s := float64(shift)
	values = values[:len(weights)]
	for ; len(values) >= 2 && len(weights) >= 2; values, weights = values[2:], weights[2:] {
		w0, w1 := float64(weights[0]), float64(weights[1])
		t0 += w0
		t1 += w1
		s0 += w0 * (float64(values[0]) - s)
		s1 += w1 * (float64(values[1]) - s)
	}
	values = values[:len(weights)]
	for i, w := range weights {
		t0 += float64(w)
		s0 += float64(w) * (float64(values[i]) - s)
	}
	return t0 + t1, s0 + s1
}

// deviations turns sums of count deviations from a shift, and of their squares, into mean and variance. The variance loses digits where the
// shift is many deviations from the mean, in which case the difference cancels.
func deviations(shift, total, squares, count float64) (mean, variance float64) {
	offset := total / count
	return shift + offset, max(0, squares/count-offset*offset)
}

// moments returns the mean of values and their mean squared deviation from it. Two passes: the mean of the squares minus the square of
// the mean would lose all digits where the mean is much larger than the deviation.
func moments[T Float](values []T) (mean, variance float64) {
	v, count := vectorsOf[T](), float64(len(values))
	shift := T(v.sum(values) / count)
	total, squares := v.sums(values, shift)
	return deviations(float64(shift), total, squares, count)
}

// small is the number of elements below which handing work to other goroutines costs more than it saves.
const small = 1 << 15

// split calls body(low, high) for runs of size items that make up [0, n), on several goroutines at once unless the elements are few. The
// runs are the same in both cases.
func split(n, size, elements int, body func(low, high int)) {
	if elements >= small {
		parallel.Blocks(n, size, body)
		return
	}
	for low := 0; low < n; low += size {
		body(low, min(low+size, n))
	}
}

// sumBlocks adds body(low, high) over runs of size items that make up [0, n).
func sumBlocks(n, size, elements int, body func(low, high int) float64) float64 {
	buffer := borrow[float64]((n + size - 1) / size)
	defer giveBack(buffer)
	partial := (*buffer)[:(n+size-1)/size]
	split(n, size, elements, func(low, high int) { partial[low/size] = body(low, high) })
	return sum(partial)
}

// meanOf returns the sum of total over runs of a and b, divided by their length.
func meanOf[T Float](a, b []T, total func(a, b []T) float64) T {
	b = b[:len(a)]
	all := sumBlocks(len(a), grain, len(a), func(low, high int) float64 { return total(a[low:high], b[low:high]) })
	return T(all / float64(len(a)))
}
