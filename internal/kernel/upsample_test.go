package kernel

import (
	"math"
	"testing"
)

var upsamplingOracles = oracleTable{
	"UpsampleNearest": func(t *testing.T) {
		forEachType(t, checkUpsampling(UpsampleNearest[float32], nearestShare), checkUpsampling(UpsampleNearest[float64], nearestShare))
	},
	"UpsampleBilinear": func(t *testing.T) {
		forEachType(t, checkUpsampling(UpsampleBilinear[float32], bilinearShare), checkUpsampling(UpsampleBilinear[float64], bilinearShare))
	},
	"UpsampleNearestGradient": func(t *testing.T) {
		forEachType(t, checkUpsamplingGradient(UpsampleNearestGradient[float32], nearestShare),
			checkUpsamplingGradient(UpsampleNearestGradient[float64], nearestShare))
		checkUpsamplingDerivative(t, UpsampleNearest[float64], UpsampleNearestGradient[float64])
	},
	"UpsampleBilinearGradient": func(t *testing.T) {
		forEachType(t, checkUpsamplingGradient(UpsampleBilinearGradient[float32], bilinearShare),
			checkUpsamplingGradient(UpsampleBilinearGradient[float64], bilinearShare))
		checkUpsamplingDerivative(t, UpsampleBilinear[float64], UpsampleBilinearGradient[float64])
	},
}

// upsamplings are the shapes that upsampling is tested with.
var upsamplings = []Upsampling{{1, 1, 1, 1, 3}, {2, 3, 4, 5, 1}, {0, 1, 2, 2, 2}, {2, 1, 5, 3, 2}, {1, 2, 3, 4, 3}, {20, 5, 6, 7, 2}}

// sizes returns the number of elements of input and output.
func (u Upsampling) sizes() (input, output int) {
	input = u.Batch * u.Channels * u.Height * u.Width
	return input, input * u.Factor * u.Factor
}

// nearestShare is the share that an input pixel has in an output pixel, along one side.
func nearestShare(output, input, _, factor int) float64 {
	if output/factor == input {
		return 1
	}
	return 0
}

// bilinearShare falls linearly with the distance between the centres, which are half a pixel from the edges; positions beyond the first and
// the last centre are moved to these.
func bilinearShare(output, input, pixels, factor int) float64 {
	position := (float64(output) + 0.5) / float64(factor)
	position = math.Min(math.Max(position, 0.5), float64(pixels)-0.5)
	return math.Max(0, 1-math.Abs(position-(float64(input)+0.5)))
}

// eachShare calls visit for all pairs of an input and an output element of the same plane.
func (u Upsampling) eachShare(share func(output, input, pixels, factor int) float64, visit func(output, input int, share float64)) {
	inputs, _ := u.sizes()
	height, width := u.Height*u.Factor, u.Width*u.Factor
	for i := range inputs {
		plane, y, x := i/(u.Height*u.Width), i/u.Width%u.Height, i%u.Width
		for row := range height {
			for column := range width {
				visit((plane*height+row)*width+column, i, share(row, y, u.Height, u.Factor)*share(column, x, u.Width, u.Factor))
			}
		}
	}
}

func checkUpsampling[T Float](kernel func(u Upsampling, output, input []T),
	share func(output, input, pixels, factor int) float64) func(t *testing.T) {
	return func(t *testing.T) {
		for _, u := range upsamplings {
			size, outputSize := u.sizes()
			x, want := randomSlice[T](generator(), size), make([]float64, outputSize)
			u.eachShare(share, func(output, input int, share float64) { want[output] += share * float64(x[input]) })
			checkKernel(t, u, func() []T { return into(outputSize, func(output []T) { kernel(u, output, x) }) }, want)
		}
	}
}

func checkUpsamplingGradient[T Float](kernel func(u Upsampling, inputGradient, outputGradient []T),
	share func(output, input, pixels, factor int) float64) func(t *testing.T) {
	return func(t *testing.T) {
		for _, u := range upsamplings {
			size, outputSize := u.sizes()
			g, want := randomSlice[T](generator(), outputSize), make([]float64, size)
			u.eachShare(share, func(output, input int, share float64) { want[input] += share * float64(g[output]) })
			checkKernel(t, u, func() []T { return into(size, func(result []T) { kernel(u, result, g) }) }, want)
		}
	}
}

func checkUpsamplingDerivative(t *testing.T, forward, gradient func(u Upsampling, to, from []float64)) {
	t.Helper()
	u := Upsampling{2, 1, 5, 3, 2}
	size, outputSize := u.sizes()
	checkDerivative(t, "gradient", randomSlice[float64](generator(), size),
		func(x []float64) []float64 { return into(outputSize, func(output []float64) { forward(u, output, x) }) },
		func(_, upstream []float64) []float64 {
			return into(size, func(g []float64) { gradient(u, g, upstream) })
		})
}
