package kernel

import "testing"

var elementwiseOracles = oracleTable{
	"Copy": func(t *testing.T) {
		checkMap(t, Copy[float32], Copy[float64], func(x float64) float64 { return x })
	},
	"Add": func(t *testing.T) {
		checkPairs(t, Add[float32], Add[float64], func(a, b float64) float64 { return a + b })
	},
}

// elementCounts are the lengths that elementwise kernels are tested with: none, one, odd, several blocks and a short one.
var elementCounts = []int{0, 1, 7, 5*grain + 5}

// checkMap compares an elementwise kernel with value.
func checkMap(t *testing.T, single func(output, input []float32), double func(output, input []float64), value func(x float64) float64) {
	t.Helper()
	forEachType(t, func(t *testing.T) { checkMapOf(t, single, value) }, func(t *testing.T) { checkMapOf(t, double, value) })
}

func checkMapOf[T Float](t *testing.T, kernel func(output, input []T), value func(x float64) float64) {
	t.Helper()
	for _, n := range elementCounts {
		input := randomSlice[T](generator(), n)
		scale(input, input, 4) // so that some exceed 6
		want := widen(input)
		for i, x := range want {
			want[i] = value(x)
		}
		checkKernel(t, []int{n}, func() []T { return into(n, func(output []T) { kernel(output, input) }) }, want)
		kernel(input, input)
		compareSlices(t, "in place", input, want)
	}
}

// checkPairs compares an elementwise kernel of two sources with value.
func checkPairs(t *testing.T, single func(output, a, b []float32), double func(output, a, b []float64), value func(a, b float64) float64) {
	t.Helper()
	forEachType(t, func(t *testing.T) { checkPairsOf(t, single, value) }, func(t *testing.T) { checkPairsOf(t, double, value) })
}

func checkPairsOf[T Float](t *testing.T, kernel func(output, a, b []T), value func(a, b float64) float64) {
	t.Helper()
	for _, n := range elementCounts {
		r := generator()
		a, b := randomSlice[T](r, n), randomSlice[T](r, n)
		want := widen(a)
		for i, x := range want {
			want[i] = value(x, float64(b[i]))
		}
		checkKernel(t, []int{n}, func() []T { return into(n, func(output []T) { kernel(output, a, b) }) }, want)
		kernel(a, a, b)
		compareSlices(t, "in place", a, want)
	}
}
