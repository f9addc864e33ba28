package kernel

import (
	"math"
	"testing"
)

// The gradients are given as factors of the output gradient. They depend on the input or the output of the activation, whichever the
// kernel takes.
var activationOracles = oracleTable{
	"Rectify":      func(t *testing.T) { checkMap(t, Rectify[float32], Rectify[float64], positivePart) },
	"LeakyRectify": func(t *testing.T) { checkMap(t, leaky[float32], leaky[float64], leakyValue) },
	"Rectify6": func(t *testing.T) {
		checkMap(t, Rectify6[float32], Rectify6[float64], func(x float64) float64 { return math.Min(positivePart(x), 6) })
	},
	"Sigmoid": func(t *testing.T) { checkMap(t, Sigmoid[float32], Sigmoid[float64], sigmoidValue) },
	"Tanh": func(t *testing.T) {
		checkMap(t, Tanh[float32], Tanh[float64], func(x float64) float64 { return 2*sigmoidValue(2*x) - 1 })
	},
	"SiLU": func(t *testing.T) {
		checkMap(t, SiLU[float32], SiLU[float64], func(x float64) float64 { return x * sigmoidValue(x) })
	},
	"GELU": func(t *testing.T) {
		checkMap(t, GELU[float32], GELU[float64], func(x float64) float64 { return x * (1 + math.Erf(x/math.Sqrt2)) / 2 })
	},

	"RectifyGradient": func(t *testing.T) {
		checkPairs(t, RectifyGradient[float32], RectifyGradient[float64], func(g, y float64) float64 { return g * step(y) })
		checkActivationDerivative(t, Rectify[float64], RectifyGradient[float64], true)
	},
	"LeakyRectifyGradient": func(t *testing.T) {
		checkPairs(t, leakyGradient[float32], leakyGradient[float64], func(g, x float64) float64 { return g * (0.125 + 0.875*step(x)) })
		checkActivationDerivative(t, leaky[float64], leakyGradient[float64], false)
	},
	"Rectify6Gradient": func(t *testing.T) {
		checkPairs(t, Rectify6Gradient[float32], Rectify6Gradient[float64], func(g, x float64) float64 { return g * step(x) * step(6-x) })
		checkActivationDerivative(t, Rectify6[float64], Rectify6Gradient[float64], false)
	},
	"SigmoidGradient": func(t *testing.T) {
		checkPairs(t, SigmoidGradient[float32], SigmoidGradient[float64], func(g, y float64) float64 { return g * (y - y*y) })
		checkActivationDerivative(t, Sigmoid[float64], SigmoidGradient[float64], true)
	},
	"TanhGradient": func(t *testing.T) {
		checkPairs(t, TanhGradient[float32], TanhGradient[float64], func(g, y float64) float64 { return g * (1 - y) * (1 + y) })
		checkActivationDerivative(t, Tanh[float64], TanhGradient[float64], true)
	},
	"SiLUGradient": func(t *testing.T) {
		checkPairs(t, SiLUGradient[float32], SiLUGradient[float64], func(g, x float64) float64 {
			s := sigmoidValue(x)
			return g * (s + x*s - x*s*s)
		})
		checkActivationDerivative(t, SiLU[float64], SiLUGradient[float64], false)
	},
	"GELUGradient": func(t *testing.T) {
		checkPairs(t, GELUGradient[float32], GELUGradient[float64], func(g, x float64) float64 {
			return g * ((1+math.Erf(x/math.Sqrt2))/2 + x*math.Exp(-x*x/2)/math.Sqrt(2*math.Pi))
		})
		checkActivationDerivative(t, GELU[float64], GELUGradient[float64], false)
	},
}

func positivePart(x float64) float64 { return math.Max(x, 0) }

func step(x float64) float64 {
	if x > 0 {
		return 1
	}
	return 0
}

func sigmoidValue(x float64) float64 { return math.Exp(x) / (1 + math.Exp(x)) }

func leakyValue(x float64) float64 { return positivePart(x) - 0.125*positivePart(-x) }

func leaky[T Float](output, input []T) { LeakyRectify(output, input, 0.125) }

func leakyGradient[T Float](inputGradient, outputGradient, input []T) {
	LeakyRectifyGradient(inputGradient, outputGradient, input, 0.125)
}

func checkActivationDerivative(t *testing.T, forward func(output, input []float64),
	gradient func(inputGradient, outputGradient, x []float64), fromOutput bool) {
	t.Helper()
	x := randomSlice[float64](generator(), 100)
	scale(x, x, 4) // so that some exceed 6
	run := func(x []float64) []float64 { return into(len(x), func(y []float64) { forward(y, x) }) }
	checkDerivative(t, "gradient", x, run, func(x, upstream []float64) []float64 {
		given := x
		if fromOutput {
			given = run(x)
		}
		return into(len(x), func(inputGradient []float64) { gradient(inputGradient, upstream, given) })
	})
}

// At the ends of the range nothing may overflow, and a NaN must be seen in the output.
func TestActivationsOfExtremeValues(t *testing.T) {
	infinity, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name   string
		kernel func(output, input []float32)
		want   []float64 // at -Inf, -1e4, 0, 1e4, +Inf, NaN
	}{
		{"Rectify", Rectify[float32], []float64{0, 0, 0, 1e4, infinity, nan}},
		{"LeakyRectify", leaky[float32], []float64{-infinity, -1250, 0, 1e4, infinity, nan}},
		{"Rectify6", Rectify6[float32], []float64{0, 0, 0, 6, 6, nan}},
		{"Sigmoid", Sigmoid[float32], []float64{0, 0, 0.5, 1, 1, nan}},
		{"Tanh", Tanh[float32], []float64{-1, -1, 0, 1, 1, nan}},
		{"SiLU", SiLU[float32], []float64{nan, 0, 0, 1e4, infinity, nan}}, // -Inf * 0
		{"GELU", GELU[float32], []float64{nan, 0, 0, 1e4, infinity, nan}},
	} {
		input := []float32{float32(-infinity), -1e4, 0, 1e4, float32(infinity), float32(nan)}
		compareSlices(t, c.name, into(len(input), func(output []float32) { c.kernel(output, input) }), c.want)
	}
}

func TestGradientsOfExtremeValues(t *testing.T) {
	for _, c := range []struct {
		name     string
		gradient func(inputGradient, outputGradient, x []float32)
		x        []float32
		want     []float64
	}{
		{"RectifyGradient of the output", RectifyGradient[float32], []float32{0, 1e4}, []float64{0, 1}},
		{"LeakyRectifyGradient", leakyGradient[float32], []float32{-1e4, 0, 1e4}, []float64{0.125, 0.125, 1}},
		{"Rectify6Gradient", Rectify6Gradient[float32], []float32{-1e4, 0, 3, 6, 1e4}, []float64{0, 0, 1, 0, 0}},
		{"SiLUGradient", SiLUGradient[float32], []float32{-1e4, 0, 1e4}, []float64{0, 0.5, 1}},
		{"GELUGradient", GELUGradient[float32], []float32{-1e4, 0, 1e4}, []float64{0, 0.5, 1}},
	} {
		ones := make([]float32, len(c.x))
		for i := range ones {
			ones[i] = 1
		}
		compareSlices(t, c.name, into(len(c.x), func(g []float32) { c.gradient(g, ones, c.x) }), c.want)
	}
}
