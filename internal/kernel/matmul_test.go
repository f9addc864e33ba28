package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// productOracles checks the kernels that multiply and add: each with every microkernel of this machine, and in float64.
var productOracles = map[string]func(t *testing.T){
	"MatMul": func(t *testing.T) { eachMicrokernel(t, checkMatMul[float32], checkMatMul[float64]) },
	"Conv2d": func(t *testing.T) { eachMicrokernel(t, checkConv2d[float32], checkConv2d[float64]) },
	"Conv2dGradients": func(t *testing.T) {
		eachMicrokernel(t, checkInputGradient[float32], checkInputGradient[float64])
		eachMicrokernel(t, checkFilterGradient[float32], checkFilterGradient[float64])
		eachMicrokernel(t, checkGradients[float32], checkGradients[float64])
	},
}

// products are shapes for MatMul: around the tiles of all microkernels, tails of every kind, long sums that are cut in blocks and slices,
// tall and wide ones that are cut in tasks, and nothing at all.
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

// TestMatMulReusesMemory holds small products, which a network computes thousands of, to little garbage.
func TestMatMulReusesMemory(t *testing.T) {
	for _, p := range []Product{{M: 32, N: 100, K: 784, TransposeB: true}, {M: 32, N: 784, K: 100}, {M: 100, N: 784, K: 32, TransposeA: true}} {
		a, b, c := make([]float32, p.M*p.K), make([]float32, p.K*p.N), make([]float32, p.M*p.N)
		run := func() { MatMul(p, c, a, b) }
		run()
		if n := testing.AllocsPerRun(10, run); n > 10 {
			t.Errorf("%+v allocates %v times, want at most 10", p, n)
		}
	}
}

// BenchmarkMatMul measures square products, and those of dense layers of 784 inputs: for one sample, for batches, and the gradients of both
// factors.
func BenchmarkMatMul(b *testing.B) {
	for _, p := range []Product{
		{M: 128, N: 128, K: 128}, {M: 512, N: 512, K: 512}, {M: 1024, N: 1024, K: 1024},
		{M: 1, N: 512, K: 784}, {M: 1, N: 128, K: 784, TransposeB: true}, {M: 1, N: 128, K: 3136, TransposeB: true},
		{M: 32, N: 128, K: 784, TransposeB: true}, {M: 128, N: 128, K: 784, TransposeB: true}, {M: 128, N: 10, K: 128, TransposeB: true},
		{M: 128, N: 784, K: 128}, {M: 32, N: 784, K: 128}, {M: 128, N: 784, K: 128, TransposeA: true}, {M: 128, N: 784, K: 32, TransposeA: true},
		{M: 128, N: 512, K: 784}, {M: 128, N: 784, K: 512, TransposeB: true}, {M: 784, N: 512, K: 128, TransposeA: true},
		{M: 128, N: 128, K: 3136, TransposeB: true},
	} {
		form := map[[2]bool]string{{false, false}: "NN", {false, true}: "NT", {true, false}: "TN"}[[2]bool{p.TransposeA, p.TransposeB}]
		b.Run(fmt.Sprintf("%dx%dx%d %s", p.M, p.N, p.K, form), func(b *testing.B) {
			left, right, product := make([]float32, p.M*p.K), make([]float32, p.K*p.N), make([]float32, p.M*p.N)
			b.ReportAllocs()
			for b.Loop() {
				MatMul(p, product, left, right)
			}
			reportRate(b, 2*p.M*p.N*p.K)
		})
	}
}
