package kernel

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// eachMicrokernel runs the check of float32 with every microkernel in turn, and that of float64.
func eachMicrokernel(t *testing.T, check32, check64 func(t *testing.T)) {
	for _, k := range singles() {
		t.Run(k.name, func(t *testing.T) {
			use(t, k)
			check32(t)
		})
	}
	t.Run("float64", check64)
}

// use makes k the microkernel of float32 until the test ends.
func use(t *testing.T, k *microkernel[float32]) {
	previous := single
	single = func() *microkernel[float32] { return k }
	t.Cleanup(func() { single = previous })
}

// expected is what a number of a result should be: the sum of some terms, and that of their magnitudes.
type expected struct {
	value, magnitude float64
	terms            int
}

func (s *expected) add(term float64) {
	s.value += term
	s.magnitude += math.Abs(term)
	s.terms++
}

// compare fails the test if any number is further from what it should be than rounding explains. Summed in any order, n products
// of rounded numbers are off by at most n+2 times the unit roundoff times the sum of their magnitudes (Higham, "Accuracy and stability of
// numerical algorithms", section 3.1; the 2 covers terms of second order). Twice that allows for the oracle's own rounding.
func compare[T Float](t *testing.T, name string, got []T, want []expected) {
	t.Helper()
	roundoff := 0x1p-53
	if _, ok := any(got).([]float32); ok {
		roundoff = 0x1p-24
	}
	for i, w := range want {
		tolerance := 2 * float64(w.terms+2) * roundoff * w.magnitude
		if difference := math.Abs(float64(got[i]) - w.value); !(difference <= tolerance) { // NaN fails too
			t.Errorf("%s: number %d is %v, want %v within %v", name, i, got[i], w.value, tolerance)
			return
		}
	}
}

// uniform returns n numbers from [-1, 1).
func uniform[T Float](random *rand.Rand, n int) []T {
	numbers := make([]T, n)
	for i := range numbers {
		numbers[i] = T(2*random.Float64() - 1)
	}
	return numbers
}

// fence is the value of numbers behind a destination, which no kernel may touch.
const fence = 12345

// fenced returns a destination of n numbers, none of them a number yet, with a fence behind.
func fenced[T Float](n int) []T {
	buffer := make([]T, n+64)
	for i := range buffer {
		buffer[i] = T(math.NaN())
		if i >= n {
			buffer[i] = fence
		}
	}
	return buffer[:n]
}

func checkFence[T Float](t *testing.T, name string, destination []T) {
	t.Helper()
	for i, value := range destination[len(destination):cap(destination)][:64] {
		if value != fence {
			t.Errorf("%s: number %d behind the destination was overwritten by %v", name, i, value)
			return
		}
	}
}

// sameBits checks that compute writes the same n numbers for 1, 2 and 3 threads.
func sameBits(t *testing.T, name string, n int, compute func(to []float32)) {
	t.Helper()
	previous := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(previous)
	var want []float32
	for threads := 1; threads <= 3; threads++ {
		runtime.GOMAXPROCS(threads)
		got := make([]float32, n)
		compute(got)
		if threads == 1 {
			want = got
		}
		for i := range got {
			if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
				t.Fatalf("%s: number %d is %v with %d threads and %v with one", name, i, got[i], threads, want[i])
			}
		}
	}
}
