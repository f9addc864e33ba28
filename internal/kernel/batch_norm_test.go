package kernel

import (
	"math"
	"testing"
)

var batchNormOracles = oracleTable{
	"BatchNormStatistics": func(t *testing.T) { forEachType(t, checkBatchStatistics[float32], checkBatchStatistics[float64]) },
	"UpdateRunning": func(t *testing.T) {
		checkPairs(t, updateRunning[float32], updateRunning[float64], func(a, b float64) float64 { return 0.875*a + 0.125*1.5*b })
	},
	"BatchNorm":                   func(t *testing.T) { forEachType(t, checkBatchNorm[float32], checkBatchNorm[float64]) },
	"BatchNormPartialSums":        func(t *testing.T) { forEachType(t, checkPartialSums[float32], checkPartialSums[float64]) },
	"BatchNormScaleGradient":      checkBatchNormGradients,
	"BatchNormInputGradient":      checkBatchNormGradients,
	"BatchNormFixedInputGradient": checkBatchNormGradients,
}

// updateRunning updates a copy, to fit checkPairs.
func updateRunning[T Float](output, running, batch []T) {
	copy(output, running)
	UpdateRunning(output, batch, 0.125, 1.5)
}

func checkBatchStatistics[T Float](t *testing.T) {
	for _, c := range channelShapes {
		n := newNormCase[T](c)
		mean, variance, _ := runValues(widen(n.input), c.Channels, c.channelOf)
		if c.Batch == 0 {
			for i := range mean { // 0 / 0
				variance[i] = math.NaN()
			}
		}
		checkKernel(t, c, func() []T { return n.statistics() }, append(mean, variance...))
	}
}

// statistics returns the means, then the variances.
func (n normCase[T]) statistics() []T {
	return into(2*n.Channels.Channels, func(both []T) {
		BatchNormStatistics(n.Channels, both[:n.Channels.Channels], both[n.Channels.Channels:], n.input)
	})
}

func checkBatchNorm[T Float](t *testing.T) {
	for _, c := range channelShapes {
		n := newNormCase[T](c)
		r := generator()
		mean, variance := randomSlice[T](r, c.Channels), randomSlice[T](r, c.Channels)
		want := widen(n.input)
		for i := range variance {
			variance[i] *= variance[i]
		}
		for i, x := range want {
			k := c.channelOf(i)
			want[i] = (x-float64(mean[k]))/math.Sqrt(float64(variance[k])+testEpsilon)*float64(n.scale[k]) + float64(n.shift[k])
		}
		checkKernel(t, c, func() []T {
			return into(c.size(), func(output []T) { BatchNorm(c, output, n.input, n.scale, n.shift, mean, variance, testEpsilon) })
		}, want)
	}
}

// checkPartialSums adds those of two groups of images to what is there.
func checkPartialSums[T Float](t *testing.T) {
	for _, c := range channelShapes {
		n := newNormCase[T](c)
		mean, want := randomSlice[T](generator(), c.Channels), make([]float64, 2*c.Channels)
		for i := range want {
			want[i] = 1
		}
		for i, g := range widen(n.outputGradient) {
			k := c.channelOf(i)
			want[k] += g
			want[c.Channels+k] += g * (float64(n.input[i]) - float64(mean[k]))
		}
		first, rest, split := c, c, c.Batch/2*c.Channels*c.Size
		first.Batch, rest.Batch = c.Batch/2, c.Batch-c.Batch/2
		checkKernel(t, c, func() []float64 {
			sums := make([]float64, 2*c.Channels)
			for i := range sums {
				sums[i] = 1
			}
			shift, scale := sums[:c.Channels], sums[c.Channels:]
			BatchNormPartialSums(first, shift, scale, n.outputGradient, n.input, mean)
			BatchNormPartialSums(rest, shift, scale, n.outputGradient[split:], n.input[split:], mean)
			return sums
		}, want)
	}
}

func checkBatchNormGradients(t *testing.T) {
	forEachType(t, checkBatchNormGradient[float32], checkBatchNormGradient[float64])
	checkBatchNormDerivatives(t)
}

// gradients returns those of the input, with statistics that depend on it and with fixed ones, and of the scale.
func (n normCase[T]) gradients() []T {
	c := n.Channels
	statistics := n.statistics()
	mean, variance := statistics[:c.Channels], statistics[c.Channels:]
	scale := into(c.Channels, func(g []T) { BatchNormScaleGradient(c, g, n.outputGradient, n.input, mean, variance, testEpsilon) })
	shift := into(c.Channels, func(g []T) { ChannelSum(c, g, n.outputGradient) })
	input := into(c.size(), func(g []T) {
		BatchNormInputGradient(c, c.Batch*c.Size, g, n.outputGradient, n.input, n.scale, scale, shift, mean, variance, testEpsilon)
	})
	fixed := into(c.size(), func(g []T) { BatchNormFixedInputGradient(c, g, n.outputGradient, n.scale, variance, testEpsilon) })
	return append(append(input, fixed...), scale...)
}

func checkBatchNormGradient[T Float](t *testing.T) {
	for _, c := range channelShapes {
		if c.Batch == 0 {
			continue // no mean to be differentiated
		}
		n := newNormCase[T](c)
		x, normalised := widen(n.input), widen(n.outputGradient)
		mean, _, inverse := runValues(x, c.Channels, c.channelOf)
		fixed, scale := make([]float64, c.size()), make([]float64, c.Channels)
		for i, g := range widen(n.outputGradient) {
			k := c.channelOf(i)
			normalised[i] = g * float64(n.scale[k])
			fixed[i] = normalised[i] * inverse[k]
			scale[k] += g * (x[i] - mean[k]) * inverse[k]
		}
		want := append(append(normInputGradient(x, normalised, c.Channels, c.channelOf), fixed...), scale...)
		checkKernel(t, c, n.gradients, want)
	}
}

func checkBatchNormDerivatives(t *testing.T) {
	n := newNormCase[float64](Channels{4, 3, 5})
	size := n.size()
	forward := func(input, scale, statistics []float64) []float64 {
		return into(size, func(output []float64) {
			BatchNorm(n.Channels, output, input, scale, n.shift, statistics[:3], statistics[3:], testEpsilon)
		})
	}
	part := func(x normCase[float64], upstream []float64, from, to int) []float64 {
		x.outputGradient = upstream
		return x.gradients()[from:to]
	}
	statistics := n.statistics()
	with := func(input []float64) normCase[float64] {
		changed := n
		changed.input = input
		return changed
	}
	checkDerivative(t, "by input", n.input,
		func(x []float64) []float64 { return forward(x, n.scale, with(x).statistics()) },
		func(x, upstream []float64) []float64 { return part(with(x), upstream, 0, size) })
	checkDerivative(t, "by input, with fixed statistics", n.input,
		func(x []float64) []float64 { return forward(x, n.scale, statistics) },
		func(_, upstream []float64) []float64 { return part(n, upstream, size, 2*size) })
	checkDerivative(t, "by scale", n.scale,
		func(scale []float64) []float64 { return forward(n.input, scale, statistics) },
		func(_, upstream []float64) []float64 { return part(n, upstream, 2*size, 2*size+3) })
}

// The mean of the squares, 10^8, leaves no digit of the variance in float32.
func TestBatchNormStatisticsWithLargeMean(t *testing.T) {
	c := Channels{Batch: 50, Channels: 2, Size: 40}
	input := randomSlice[float32](generator(), c.size())
	for i := range input {
		input[i] += 1e4
	}
	_, want, _ := runValues(widen(input), c.Channels, c.channelOf)
	variance := make([]float32, c.Channels)
	BatchNormStatistics(c, make([]float32, c.Channels), variance, input)
	compareSlices(t, "variance", variance, want)
}

func TestBatchNormOfConstantIsShift(t *testing.T) {
	c := Channels{Batch: 1, Channels: 1, Size: 3}
	input, mean, variance := []float32{0.1, 0.1, 0.1}, make([]float32, 1), make([]float32, 1)
	BatchNormStatistics(c, mean, variance, input)
	BatchNorm(c, input, input, []float32{2}, []float32{5}, mean, variance, 1e-5)
	compareSlices(t, "output", input, []float64{5, 5, 5})
}
