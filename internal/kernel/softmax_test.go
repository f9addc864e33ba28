package kernel

import (
	"math"
	"testing"
)

var softMaxOracles = oracleTable{
	"SoftMax": func(t *testing.T) {
		forEachType(t, checkLanes(SoftMax[float32], softMaxValues), checkLanes(SoftMax[float64], softMaxValues))
	},
	"LogSoftMax": func(t *testing.T) {
		forEachType(t, checkLanes(LogSoftMax[float32], logSoftMaxValues), checkLanes(LogSoftMax[float64], logSoftMaxValues))
	},
	"SoftMaxGradient": func(t *testing.T) {
		naive := func(g, y []float64) []float64 {
			result := make([]float64, len(y))
			for i := range y {
				for k := range y { // the derivative of y[k] by x[i]
					derivative := -y[k] * y[i]
					if k == i {
						derivative += y[i]
					}
					result[i] += g[k] * derivative
				}
			}
			return result
		}
		forEachType(t, checkLaneGradient(SoftMaxGradient[float32], naive), checkLaneGradient(SoftMaxGradient[float64], naive))
		checkLaneDerivative(t, SoftMax[float64], SoftMaxGradient[float64])
	},
	"LogSoftMaxGradient": func(t *testing.T) {
		naive := func(g, y []float64) []float64 {
			result := append([]float64(nil), g...)
			for i := range y {
				for k := range y {
					result[i] -= g[k] * math.Exp(y[i])
				}
			}
			return result
		}
		forEachType(t, checkLaneGradient(LogSoftMaxGradient[float32], naive), checkLaneGradient(LogSoftMaxGradient[float64], naive))
		checkLaneDerivative(t, LogSoftMax[float64], LogSoftMaxGradient[float64])
	},
}

// axes are the shapes that kernels over lanes are tested with.
var axes = []Axis{{1, 1, 1}, {4, 10, 1}, {3, 5, 7}, {0, 3, 2}, {300, 111, 1}, {3, 22, 500}}

// size is the number of elements.
func (a Axis) size() int { return a.Outer * a.Size * a.Inner }

// eachLane sets each lane of the result to what value returns for the same lane of xs.
func (a Axis) eachLane(value func(lane int, xs ...[]float64) []float64, xs ...[]float64) []float64 {
	result := make([]float64, a.size())
	for outer := range a.Outer {
		for inner := range a.Inner {
			index := func(k int) int { return (outer*a.Size+k)*a.Inner + inner }
			lanes := make([][]float64, len(xs))
			for i, x := range xs {
				for k := range a.Size {
					lanes[i] = append(lanes[i], x[index(k)])
				}
			}
			for k, y := range value(outer*a.Inner+inner, lanes...) {
				result[index(k)] = y
			}
		}
	}
	return result
}

func softMaxValues(x []float64) []float64 {
	y := logSoftMaxValues(x)
	for i := range y {
		y[i] = math.Exp(y[i])
	}
	return y
}

// logSoftMaxValues is for scores that exp does not overflow.
func logSoftMaxValues(x []float64) []float64 {
	var total float64
	for _, v := range x {
		total += math.Exp(v)
	}
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = v - math.Log(total)
	}
	return y
}

func checkLanes[T Float](kernel func(a Axis, output, input []T), value func(x []float64) []float64) func(t *testing.T) {
	return func(t *testing.T) {
		for _, a := range axes {
			input := randomSlice[T](generator(), a.size())
			want := a.eachLane(func(_ int, xs ...[]float64) []float64 { return value(xs[0]) }, widen(input))
			checkKernel(t, a, func() []T { return into(len(input), func(output []T) { kernel(a, output, input) }) }, want)
		}
	}
}

// checkLaneGradient draws outputs that sum to no particular number: the gradients must do as their comments say, whatever they are given.
func checkLaneGradient[T Float](kernel func(a Axis, inputGradient, outputGradient, output []T),
	value func(g, y []float64) []float64) func(t *testing.T) {
	return func(t *testing.T) {
		for _, a := range axes {
			r := generator()
			g, y := randomSlice[T](r, a.size()), randomSlice[T](r, a.size())
			scale(y, y, 0.1) // so that the sums over a lane stay about 1
			want := a.eachLane(func(_ int, xs ...[]float64) []float64 { return value(xs[0], xs[1]) }, widen(g), widen(y))
			checkKernel(t, a, func() []T { return into(len(g), func(result []T) { kernel(a, result, g, y) }) }, want)
		}
	}
}

func checkLaneDerivative(t *testing.T, forward func(a Axis, output, input []float64),
	gradient func(a Axis, inputGradient, outputGradient, output []float64)) {
	t.Helper()
	a := Axis{2, 5, 3}
	run := func(x []float64) []float64 { return into(len(x), func(y []float64) { forward(a, y, x) }) }
	checkDerivative(t, "gradient", randomSlice[float64](generator(), a.size()), run, func(x, upstream []float64) []float64 {
		return into(len(x), func(inputGradient []float64) { gradient(a, inputGradient, upstream, run(x)) })
	})
}

func TestSoftMaxOfExtremeScores(t *testing.T) {
	infinity, nan := float32(math.Inf(1)), float32(math.NaN())
	wide := func(values ...float32) []float64 { return widen(values) }
	for _, c := range []struct {
		name               string
		scores             []float32
		softMax, logarithm []float64
	}{
		{"far apart", []float32{1e4, -1e4, 0}, wide(1, 0, 0), wide(0, -2e4, -1e4)},
		{"large and equal", []float32{1e4, 1e4}, wide(0.5, 0.5), wide(-math.Ln2, -math.Ln2)},
		{"small and equal", []float32{-1e4, -1e4}, wide(0.5, 0.5), wide(-math.Ln2, -math.Ln2)},
		{"one impossible class", []float32{0, -infinity, 0}, wide(0.5, 0, 0.5), wide(-math.Ln2, -infinity, -math.Ln2)},
		{"all impossible", []float32{-infinity, -infinity}, wide(nan, nan), wide(nan, nan)},
		{"not a number", []float32{nan, 1}, wide(nan, nan), wide(nan, nan)},
	} {
		a := Axis{1, len(c.scores), 1}
		compareSlices(t, c.name, into(a.Size, func(output []float32) { SoftMax(a, output, c.scores) }), c.softMax)
		compareSlices(t, c.name+", logarithm", into(a.Size, func(output []float32) { LogSoftMax(a, output, c.scores) }), c.logarithm)
	}
}
