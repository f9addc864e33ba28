package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// oracleTable holds, for each kernel by name, the test that compares it with a naive loop in float64. Tables stand beside the kernels'
// other tests; catalogue_test.go runs them all. The test of a gradient also compares it with central differences.
type oracleTable map[string]func(t *testing.T)

// forEachType runs the two instances of a generic test.
func forEachType(t *testing.T, single, double func(t *testing.T)) {
	t.Helper()
	t.Run("float32", single)
	t.Run("float64", double)
}

// generator returns the random numbers of one test.
func generator() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// randomSlice returns n draws from the standard normal distribution.
func randomSlice[T Float](r *rand.Rand, n int) []T {
	values := make([]T, n)
	for i := range values {
		values[i] = T(r.NormFloat64())
	}
	return values
}

// widen returns values as float64, for an oracle to compute from.
func widen[T Float](values []T) []float64 {
	wide := make([]float64, len(values))
	for i, v := range values {
		wide[i] = float64(v)
	}
	return wide
}

// tolerance bounds the error of an element, relative to it if it is larger than 1. Kernels add in float64, so in float32 an element suffers
// the rounding of a few operations on numbers about 1, whatever the shape. In float64 the oracle suffers too: it adds up to 10^5 numbers.
func tolerance[T Float]() float64 {
	if _, ok := any(T(0)).(float32); ok {
		return 0x1p-17 // 64 times the rounding unit
	}
	return 0x1p-38 // 16384 times
}

// compareSlices fails the test at the first element of got that is not close to want. NaN and infinities must agree.
func compareSlices[T Float](t *testing.T, name string, got []T, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: received %d elements, want %d", name, len(got), len(want))
	}
	for i := range got {
		g, w := float64(got[i]), want[i]
		if g == w || math.IsNaN(g) && math.IsNaN(w) {
			continue
		}
		if difference := math.Abs(g - w); !(difference <= tolerance[T]()*(1+math.Abs(w))) || math.IsInf(w, 0) {
			t.Fatalf("%s: element %d is %v, want %v", name, i, g, w)
		}
	}
}

// checkKernel compares what run returns with want, and requires the same bits for 1, 2 and 3 threads. run fills new slices at each call. The
// shape is for the message alone.
func checkKernel[T Float](t *testing.T, shape any, run func() []T, want []float64) {
	t.Helper()
	name := fmt.Sprintf("shape %+v", shape)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	first := run()
	compareSlices(t, name, first, want)
	for threads := 2; threads <= 3; threads++ {
		runtime.GOMAXPROCS(threads)
		for i, v := range run() {
			if math.Float64bits(float64(v)) != math.Float64bits(float64(first[i])) {
				t.Fatalf("%s: element %d is %v with %d threads, %v with one", name, i, v, threads, first[i])
			}
		}
	}
}

// into returns the slice of n elements that kernel fills, for use in checkKernel. The slice starts as NaN, so that an element that is read
// or left out shows.
func into[T Float](n int, kernel func(output []T)) []T {
	output := make([]T, n)
	for i := range output {
		output[i] = T(math.NaN())
	}
	kernel(output)
	return output
}

// checkDerivative compares a gradient kernel with central differences of its forward kernel at x. forward returns any number of outputs;
// gradient maps a gradient at them to one at x.
func checkDerivative(t *testing.T, name string, x []float64, forward func(x []float64) []float64,
	gradient func(x, upstream []float64) []float64) {
	t.Helper()
	// The error of the difference is about step^2 times the third derivative, plus the rounding of the outputs, 1e-15, divided by the step.
	const step, allowed = 1e-5, 1e-7
	upstream := randomSlice[float64](generator(), len(forward(x)))
	project := func(i int, value float64) float64 {
		moved := append([]float64(nil), x...)
		moved[i] = value
		var total float64
		for k, y := range forward(moved) {
			total += upstream[k] * y
		}
		return total
	}
	got := gradient(x, upstream)
	if len(got) != len(x) {
		t.Fatalf("%s: received a gradient of %d elements, want %d", name, len(got), len(x))
	}
	for i := range x {
		want := (project(i, x[i]+step) - project(i, x[i]-step)) / (2 * step)
		if !(math.Abs(got[i]-want) <= allowed*(1+math.Abs(want))) {
			t.Fatalf("%s: derivative %d is %v, central differences give %v", name, i, got[i], want)
		}
	}
}
