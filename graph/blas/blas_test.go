package blas_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/graph"
	reefblas "github.com/reefml/reef/graph/blas"
	"github.com/reefml/reef/internal/kernel"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// A call is the arguments of one Sgemm, without the data.
type call struct {
	transposeA, transposeB blas.Transpose
	m, n, k                int
	alpha, beta            float32
	gapA, gapB, gapC       int // numbers between the end of a row and the next
}

// leading returns the distance between the rows of a factor that is rows x columns in the product, and how many rows are stored.
func leading(t blas.Transpose, rows, columns, gap int) (stride, count int) {
	if t == blas.NoTrans {
		return columns + gap, rows
	}
	return rows + gap, columns
}

// run computes the call on random numbers and returns all of c, gaps included.
func (c call) run(b blas.Float32) []float32 {
	random := rand.New(rand.NewPCG(1, 2))
	lda, rowsA := leading(c.transposeA, c.m, c.k, c.gapA)
	ldb, rowsB := leading(c.transposeB, c.k, c.n, c.gapB)
	ldc := c.n + c.gapC
	left, right, to := normal(random, lda*rowsA), normal(random, ldb*rowsB), normal(random, ldc*c.m)
	b.Sgemm(c.transposeA, c.transposeB, c.m, c.n, c.k, c.alpha, left, lda, right, ldb, c.beta, to, ldc)
	return to
}

func normal(random *rand.Rand, n int) []float32 {
	numbers := make([]float32, n)
	for i := range numbers {
		numbers[i] = float32(random.NormFloat64())
	}
	return numbers
}

// compare holds the call to gonum's result. Sums of k products of normal numbers differ by the rounding of k terms.
func (c call) compare(t *testing.T) {
	t.Helper()
	got, want := c.run(reefblas.Products{}), c.run(gonum.Implementation{})
	tolerance := 1e-6 * (4 + float64(c.k)) * math.Max(1, math.Abs(float64(c.alpha)))
	for i := range want {
		if math.Abs(float64(got[i]-want[i])) > tolerance {
			t.Errorf("%+v: number %d is %v, want %v", c, i, got[i], want[i])
			return
		}
	}
}

func TestSgemm(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, transposeA := range []blas.Transpose{blas.NoTrans, blas.Trans, blas.ConjTrans} {
		for _, transposeB := range []blas.Transpose{blas.NoTrans, blas.Trans} {
			for _, alpha := range []float32{1, 0, -1, 0.5} {
				for _, beta := range []float32{0, 1, -2} {
					for range 5 {
						c := call{transposeA, transposeB, 1 + random.IntN(40), 1 + random.IntN(60), 1 + random.IntN(50), alpha, beta, 0, 0, 0}
						c.compare(t)
						c.gapA, c.gapB, c.gapC = random.IntN(3), random.IntN(3), random.IntN(3)
						c.compare(t)
					}
				}
			}
		}
	}
}

// Products without numbers leave c as gonum does.
func TestSgemmOfNothing(t *testing.T) {
	for _, c := range []call{
		{transposeA: blas.NoTrans, transposeB: blas.NoTrans, m: 3, n: 4, k: 0, alpha: 1, beta: 0, gapA: 1},
		{transposeA: blas.NoTrans, transposeB: blas.NoTrans, m: 3, n: 4, k: 0, alpha: 1, beta: 1, gapA: 1},
		{transposeA: blas.NoTrans, transposeB: blas.NoTrans, m: 0, n: 4, k: 5, alpha: 1, beta: 0},
		{transposeA: blas.NoTrans, transposeB: blas.Trans, m: 2, n: 0, k: 5, alpha: 1, beta: 0, gapC: 1},
	} {
		c.compare(t)
	}
}

// Wrong arguments panic with gonum's message, as callers of a BLAS expect.
func TestSgemmPanicsAsGonumDoes(t *testing.T) {
	numbers := make([]float32, 6)
	for name, run := range map[string]func(b blas.Float32){
		"no such transposition": func(b blas.Float32) { b.Sgemm('x', blas.NoTrans, 2, 2, 2, 1, numbers, 2, numbers, 2, 0, numbers, 2) },
		"negative size": func(b blas.Float32) {
			b.Sgemm(blas.NoTrans, blas.NoTrans, -1, 2, 2, 1, numbers, 2, numbers, 2, 0, numbers, 2)
		},
		"short rows": func(b blas.Float32) {
			b.Sgemm(blas.NoTrans, blas.NoTrans, 2, 2, 2, 1, numbers, 1, numbers, 2, 0, numbers, 2)
		},
		"short a": func(b blas.Float32) {
			b.Sgemm(blas.NoTrans, blas.NoTrans, 4, 1, 2, 1, numbers, 2, numbers, 1, 0, numbers, 1)
		},
		"short c": func(b blas.Float32) {
			b.Sgemm(blas.NoTrans, blas.NoTrans, 3, 3, 2, 1, numbers, 2, numbers, 3, 0, numbers, 3)
		},
	} {
		got, want := panicOf(func() { run(reefblas.Products{}) }), panicOf(func() { run(gonum.Implementation{}) })
		if got != want || want == "<nil>" {
			t.Errorf("%s: panics with %s, want %s", name, got, want)
		}
	}
}

func panicOf(run func()) (message string) {
	defer func() { message = fmt.Sprint(recover()) }()
	run()
	return ""
}

// A stock layer multiplies with the kernels: its output has their bits, which differ from gonum's for so many terms.
func TestUse(t *testing.T) {
	before := gorgonia.WhichBLAS()
	t.Cleanup(func() { gorgonia.Use(before) })
	const samples, inputs, outputs = 5, 300, 50
	multiply := func() (x, weight, y []float32) {
		store := graph.NewStore(1, tensor.Float32)
		p, err := graph.Compile(store, graph.Settings{Operators: graph.Stock}, func(s *graph.Scope) {
			s.Output("y", s.DenseWith(s.Input("x", samples, inputs), graph.DenseSettings{Outputs: outputs, NoBias: true}))
		})
		if err != nil {
			t.Fatal(err)
		}
		in, err := p.Input("x")
		if err != nil {
			t.Fatal(err)
		}
		copy(in.Float32s(), normal(rand.New(rand.NewPCG(5, 6)), samples*inputs))
		if err := p.Run(); err != nil {
			t.Fatal(err)
		}
		value, err := p.Output("y")
		if err != nil {
			t.Fatal(err)
		}
		return in.Float32s(), store.Parameters()[0].Value.Float32s(), value.Data().([]float32)
	}
	_, _, without := multiply()
	reefblas.Use()
	if _, ok := gorgonia.WhichBLAS().(reefblas.Products); !ok {
		t.Errorf("Gorgonia multiplies with %T, want Products", gorgonia.WhichBLAS())
	}
	x, weight, got := multiply()
	want, transposed := make([]float32, samples*outputs), make([]float32, inputs*outputs) // as Gorgonia stores it for the product
	for i, w := range weight {
		transposed[i%inputs*outputs+i/inputs] = w
	}
	kernel.MatMul(kernel.Product{M: samples, N: outputs, K: inputs}, want, x, transposed)
	if !slices.Equal(got, want) {
		t.Errorf("the stock layer gives %v..., want the kernel's %v...", got[:4], want[:4])
	}
	if slices.Equal(got, without) && kernel.Instructions() != "portable" { // which add in gonum's order
		t.Error("gonum gives the same bits, want another order of sums: the test shows nothing")
	}
}
