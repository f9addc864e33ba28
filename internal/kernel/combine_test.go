package kernel

import (
	"math"
	"testing"
)

var combineOracles = oracleTable{
	"Combine": func(t *testing.T) {
		checkPairs(t, combineForTest[float32], combineForTest[float64], func(a, b float64) float64 { return 0.75*a - 2*b })
	},
	"Scale": func(t *testing.T) {
		checkMap(t, func(output, input []float32) { Scale(output, input, -0.75) },
			func(output, input []float64) { Scale(output, input, -0.75) }, func(x float64) float64 { return -0.75 * x })
	},
	"Clamp": func(t *testing.T) {
		checkMap(t, func(output, input []float32) { Clamp(output, input, 0.5) },
			func(output, input []float64) { Clamp(output, input, 0.5) }, func(x float64) float64 { return max(-0.5, min(0.5, x)) })
	},
}

func combineForTest[T Float](output, a, b []T) { Combine(output, 0.75, a, -2, b) }

func TestClampKeepsWhatIsNoNumber(t *testing.T) {
	output := make([]float32, 3)
	Clamp(output, []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))}, 2)
	compareSlices(t, "clamped", output, []float64{math.NaN(), 2, -2})
}
