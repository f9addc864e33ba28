package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// productOracles checks the kernels that multiply and add: each with every microkernel of this machine, and in float64.
var productOracles = map[string]func(t *testing.T){
	"MatMul":               func(t *testing.T) { eachMicrokernel(t, checkMatMul[float32], checkMatMul[float64]) },
	"Conv2d":               func(t *testing.T) { eachMicrokernel(t, checkConv2d[float32], checkConv2d[float64]) },
	"Conv2dInputGradient":  func(t *testing.T) { eachMicrokernel(t, checkInputGradient[float32], checkInputGradient[float64]) },
	"Conv2dFilterGradient": func(t *testing.T) { eachMicrokernel(t, checkFilterGradient[float32], checkFilterGradient[float64]) },
}

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
// of rounded numbers are off by at most n+2 times the unit roundoff of the sum of their magnitudes (Higham, "Accuracy and stability of
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

// products are shapes for MatMul: around the tiles of all microkernels, tails of every kind, long sums that are cut in blocks and slices, tall
// and wide ones that are cut in tasks, and nothing at all.
func products(random *rand.Rand) []Product {
	shapes := []Product{
		{M: 1, N: 1, K: 1}, {M: 8, N: 48, K: 256}, {M: 4, N: 24, K: 257}, {M: 9, N: 49, K: 513},
		{M: 9, N: 17, K: 2100}, {M: 700, N: 5, K: 30}, {M: 3, N: 1500, K: 20},
		{M: 0, N: 3, K: 4}, {M: 3, N: 0, K: 4}, {M: 3, N: 4, K: 0},
	}
	for range 15 {
		shapes = append(shapes, Product{M: random.IntN(40), N: random.IntN(130), K: random.IntN(300)})
	}
	return shapes
}

func checkMatMul[T Float](t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, p := range products(random) {
		for variant := range 8 {
			p.TransposeA, p.TransposeB, p.Accumulate = variant&1 != 0, variant&2 != 0, variant&4 != 0
			name := fmt.Sprintf("%+v", p)
			a, b, c := uniform[T](random, p.M*p.K), uniform[T](random, p.K*p.N), fenced[T](p.M*p.N)
			if p.Accumulate {
				copy(c, uniform[T](random, len(c)))
			}
			want := naiveProduct(p, c, a, b)
			MatMul(p, c, a, b)
			compare(t, name, c, want)
			checkFence(t, name, c)
		}
	}
}

// naiveProduct is the oracle of MatMul.
func naiveProduct[T Float](p Product, c, a, b []T) []expected {
	result := make([]expected, p.M*p.N)
	for i := range p.M {
		for j := range p.N {
			s := &result[i*p.N+j]
			if p.Accumulate {
				s.add(float64(c[i*p.N+j]))
			}
			for k := range p.K {
				left, right := i*p.K+k, k*p.N+j
				if p.TransposeA {
					left = k*p.M + i
				}
				if p.TransposeB {
					right = j*p.K + k
				}
				s.add(float64(a[left]) * float64(b[right]))
			}
		}
	}
	return result
}

func TestMatMulGivesTheSameBitsForAnyNumberOfThreads(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, p := range products(random) {
		a, b := uniform[float32](random, p.M*p.K), uniform[float32](random, p.K*p.N)
		sameBits(t, fmt.Sprintf("%+v", p), p.M*p.N, func(c []float32) { MatMul(p, c, a, b) })
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

func TestMatMulPanicsOnShortSlices(t *testing.T) {
	p := Product{M: 16, N: 96, K: 32}
	for name, missing := range map[string][3]int{"c": {1, 0, 0}, "a": {0, 1, 0}, "b": {0, 0, 1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("no panic although %s is short by one number", name)
				}
			}()
			c, a, b := make([]float32, p.M*p.N-missing[0]), make([]float32, p.M*p.K-missing[1]), make([]float32, p.K*p.N-missing[2])
			MatMul(p, c, a, b)
		}()
	}
}

// BenchmarkMatMul measures square products, and those of a dense layer of 784 inputs and 512 outputs: for one sample, for a batch, and
// the gradients of both factors.
func BenchmarkMatMul(b *testing.B) {
	for _, p := range []Product{
		{M: 128, N: 128, K: 128}, {M: 512, N: 512, K: 512}, {M: 1024, N: 1024, K: 1024},
		{M: 1, N: 512, K: 784}, {M: 128, N: 512, K: 784},
		{M: 128, N: 784, K: 512, TransposeB: true}, {M: 784, N: 512, K: 128, TransposeA: true},
	} {
		b.Run(fmt.Sprintf("%dx%dx%d", p.M, p.N, p.K), func(b *testing.B) {
			left, right, product := make([]float32, p.M*p.K), make([]float32, p.K*p.N), make([]float32, p.M*p.N)
			b.ReportAllocs()
			for b.Loop() {
				MatMul(p, product, left, right)
			}
			reportRate(b, 2*p.M*p.N*p.K)
		})
	}
}
