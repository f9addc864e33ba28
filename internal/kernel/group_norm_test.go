package kernel

import "testing"

var groupNormOracles = oracleTable{
	"GroupNorm":              func(t *testing.T) { forEachType(t, checkGroupNorm[float32], checkGroupNorm[float64]) },
	"GroupNormInputGradient": checkGroupNormGradients,
	"GroupNormScaleGradient": checkGroupNormGradients,
}

// testGroups divides the channels of all channelShapes.
const testGroups = 3

// groupOf returns the group of an element.
func (c Channels) groupOf(i int) int {
	return i/(c.Channels*c.Size)*testGroups + c.channelOf(i)/(c.Channels/testGroups)
}

// groupNorm returns the output, then mean and inverse.
func (n normCase[T]) groupNorm() []T {
	size, groups := n.size(), n.Batch*testGroups
	return into(size+2*groups, func(all []T) {
		GroupNorm(n.Channels, testGroups, all[:size], n.input, n.scale, n.shift, all[size:size+groups], all[size+groups:], testEpsilon)
	})
}

// groupNormGradients returns those of the input and of the scale.
func (n normCase[T]) groupNormGradients() []T {
	size, groups := n.size(), n.Batch*testGroups
	statistics := n.groupNorm()[size:]
	mean, inverse := statistics[:groups], statistics[groups:]
	return into(size+n.Channels.Channels, func(all []T) {
		GroupNormInputGradient(n.Channels, testGroups, all[:size], n.outputGradient, n.input, n.scale, mean, inverse)
		GroupNormScaleGradient(n.Channels, testGroups, all[size:], n.outputGradient, n.input, mean, inverse)
	})
}

func checkGroupNorm[T Float](t *testing.T) {
	for _, c := range channelShapes {
		n := newNormCase[T](c)
		want := widen(n.input)
		mean, _, inverse := runValues(want, c.Batch*testGroups, c.groupOf)
		for i, x := range want {
			group, channel := c.groupOf(i), c.channelOf(i)
			want[i] = (x-mean[group])*inverse[group]*float64(n.scale[channel]) + float64(n.shift[channel])
		}
		checkKernel(t, c, n.groupNorm, append(append(want, mean...), inverse...))
	}
}

func checkGroupNormGradients(t *testing.T) {
	forEachType(t, checkGroupNormGradient[float32], checkGroupNormGradient[float64])
	n := newNormCase[float64](Channels{2, 6, 5})
	size := n.size()
	part := func(n normCase[float64], upstream []float64, from, to int) []float64 {
		n.outputGradient = upstream
		return n.groupNormGradients()[from:to]
	}
	with := func(input, scale []float64) normCase[float64] {
		changed := n
		changed.input, changed.scale = input, scale
		return changed
	}
	checkDerivative(t, "by input", n.input,
		func(x []float64) []float64 { return with(x, n.scale).groupNorm()[:size] },
		func(x, upstream []float64) []float64 { return part(with(x, n.scale), upstream, 0, size) })
	checkDerivative(t, "by scale", n.scale,
		func(scale []float64) []float64 { return with(n.input, scale).groupNorm()[:size] },
		func(scale, upstream []float64) []float64 { return part(with(n.input, scale), upstream, size, size+6) })
}

func checkGroupNormGradient[T Float](t *testing.T) {
	for _, c := range channelShapes {
		n := newNormCase[T](c)
		x, normalised, scale := widen(n.input), widen(n.outputGradient), make([]float64, c.Channels)
		mean, _, inverse := runValues(x, c.Batch*testGroups, c.groupOf)
		for i, g := range widen(n.outputGradient) {
			group, channel := c.groupOf(i), c.channelOf(i)
			normalised[i] = g * float64(n.scale[channel])
			scale[channel] += g * (x[i] - mean[group]) * inverse[group]
		}
		want := append(normInputGradient(x, normalised, c.Batch*testGroups, c.groupOf), scale...)
		checkKernel(t, c, n.groupNormGradients, want)
	}
}
