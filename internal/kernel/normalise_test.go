package kernel

import "math"

const testEpsilon = 0.0625 // large enough to show, and exact in both types

// A normCase is an input of a normalisation by channels, and what else it takes.
type normCase[T Float] struct {
	Channels
	input, outputGradient, scale, shift []T
}

func newNormCase[T Float](c Channels) normCase[T] {
	r := generator()
	return normCase[T]{
		Channels:       c,
		input:          randomSlice[T](r, c.size()),
		outputGradient: randomSlice[T](r, c.size()),
		scale:          randomSlice[T](r, c.Channels),
		shift:          randomSlice[T](r, c.Channels),
	}
}

// runValues returns the mean, the variance and the inverse deviation of the elements of x with the same value of runOf, for each of that
// many runs.
func runValues(x []float64, runs int, runOf func(i int) int) (mean, variance, inverse []float64) {
	mean, variance, inverse = make([]float64, runs), make([]float64, runs), make([]float64, runs)
	counts := make([]float64, runs)
	for i, v := range x {
		mean[runOf(i)] += v
		counts[runOf(i)]++
	}
	for k := range mean {
		mean[k] /= counts[k]
	}
	for i, v := range x {
		variance[runOf(i)] += math.Pow(v-mean[runOf(i)], 2) / counts[runOf(i)]
	}
	for k, v := range variance {
		inverse[k] = 1 / math.Sqrt(v+testEpsilon)
	}
	return mean, variance, inverse
}

// normInputGradient is the gradient of a normalisation by runs: x[k] depends on all elements of its run through the mean and the deviation.
// g is the gradient at the normalised elements.
func normInputGradient(x, g []float64, runs int, runOf func(i int) int) []float64 {
	mean, _, inverse := runValues(x, runs, runOf)
	counts, total, weighted := make([]float64, runs), make([]float64, runs), make([]float64, runs)
	for i := range x {
		k := runOf(i)
		counts[k]++
		total[k] += g[i]
		weighted[k] += g[i] * (x[i] - mean[k]) * inverse[k]
	}
	result := make([]float64, len(x))
	for i := range x {
		k := runOf(i)
		result[i] = inverse[k] * (g[i] - total[k]/counts[k] - (x[i]-mean[k])*inverse[k]*weighted[k]/counts[k])
	}
	return result
}
