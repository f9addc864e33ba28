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

// sumSquaredDeviations adds (value - mean)^2.
func sumSquaredDeviations[T Float](values []T, mean float64) float64 {
	var s0, s1, s2, s3 float64
	for ; len(values) >= 4; values = values[4:] {
		d0, d1 := float64(values[0])-mean, float64(values[1])-mean
		d2, d3 := float64(values[2])-mean, float64(values[3])-mean
		s0 += d0 * d0
		s1 += d1 * d1
		s2 += d2 * d2
		s3 += d3 * d3
	}
	for _, v := range values {
		d := float64(v) - mean
		s0 += d * d
	}
	return (s0 + s1) + (s2 + s3)
}

// sumWeightedDeviations adds weight * (value - mean).
func sumWeightedDeviations[T Float](weights, values []T, mean float64) float64 {
	var s0, s1, s2, s3 float64
	weights = weights[:len(values)]
	for ; len(values) >= 4 && len(weights) >= 4; values, weights = values[4:], weights[4:] {
		s0 += float64(weights[0]) * (float64(values[0]) - mean)
		s1 += float64(weights[1]) * (float64(values[1]) - mean)
		s2 += float64(weights[2]) * (float64(values[2]) - mean)
		s3 += float64(weights[3]) * (float64(values[3]) - mean)
	}
	weights = weights[:len(values)]
	for i, v := range values {
		s0 += float64(weights[i]) * (float64(v) - mean)
	}
	return (s0 + s1) + (s2 + s3)
}

// moments returns the mean of values and their mean squared deviation from it. Two passes: the mean of the squares minus the square of
// the mean would lose all digits where the mean is much larger than the deviation.
func moments[T Float](values []T) (mean, variance float64) {
	count := float64(len(values))
	mean = sum(values) / count
	return mean, sumSquaredDeviations(values, mean) / count
}

// sumBlocks adds body(low, high) over runs of size elements that make up [0, n).
func sumBlocks(n, size int, body func(low, high int) float64) float64 {
	partial := make([]float64, (n+size-1)/size)
	parallel.Blocks(n, size, func(low, high int) { partial[low/size] = body(low, high) })
	return sum(partial)
}

// meanOf returns the sum of total over runs of a and b, divided by their length.
func meanOf[T Float](a, b []T, total func(a, b []T) float64) T {
	b = b[:len(a)]
	all := sumBlocks(len(a), grain, func(low, high int) float64 { return total(a[low:high], b[low:high]) })
	return T(all / float64(len(a)))
}
