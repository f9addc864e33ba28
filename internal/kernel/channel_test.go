package kernel

import "testing"

var channelOracles = oracleTable{
	"ChannelSum": func(t *testing.T) { forEachType(t, checkChannelSum[float32], checkChannelSum[float64]) },
	"AddBias":    func(t *testing.T) { forEachType(t, checkAddBias[float32], checkAddBias[float64]) },
}

// channelShapes are the shapes that kernels over channels are tested with. Channels are multiples of 3 for the sake of group normalisation.
var channelShapes = []Channels{{1, 3, 2}, {0, 3, 4}, {5, 3, 1}, {2, 6, 7}, {33, 129, 1}, {4, 45, 5}, {3, 9, 1000}, {70, 6, 100}}

// size is the number of elements.
func (c Channels) size() int { return c.Batch * c.Channels * c.Size }

// channelOf returns the channel of an element.
func (c Channels) channelOf(i int) int { return i / c.Size % c.Channels }

func checkChannelSum[T Float](t *testing.T) {
	for _, c := range channelShapes {
		input, want := randomSlice[T](generator(), c.size()), make([]float64, c.Channels)
		for i, v := range input {
			want[c.channelOf(i)] += float64(v)
		}
		checkKernel(t, c, func() []T { return into(c.Channels, func(sums []T) { ChannelSum(c, sums, input) }) }, want)
	}
}

func checkAddBias[T Float](t *testing.T) {
	for _, c := range channelShapes {
		r := generator()
		input, bias := randomSlice[T](r, c.size()), randomSlice[T](r, c.Channels)
		want := widen(input)
		for i := range want {
			want[i] += float64(bias[c.channelOf(i)])
		}
		checkKernel(t, c, func() []T { return into(c.size(), func(output []T) { AddBias(c, output, input, bias) }) }, want)
		AddBias(c, input, input, bias)
		compareSlices(t, "in place", input, want)
	}
}
