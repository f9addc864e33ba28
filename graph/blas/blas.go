// Package blas lets Gorgonia's own operators multiply matrices with Reef's kernels.
//
// Gorgonia hands the products of its operators to a BLAS, by default gonum's.
// Programs made of graph.Fast have no use for this package: their operators call the kernels themselves.
package blas

import (
	"github.com/reefml/reef/internal/kernel"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
	"gorgonia.org/gorgonia"
)

// Products is gonum's BLAS with another product of float32 matrices. It implements gorgonia.BLAS.
type Products struct{ gonum.Implementation }

var _ gorgonia.BLAS = Products{}

// Use makes Gorgonia multiply with Products. It holds for the whole process, every graph in it and package tensor: call it once, before
// graphs run, and only in a program of your own. A library should leave the choice to the program. Use(gonum.Implementation{}) of package
// gorgonia undoes it.
func Use() { gorgonia.Use(Products{}) }

// Sgemm computes c = alpha op(a) op(b) + beta c, where op(a) is m x k, op(b) is k x n, and the rows of a, b and c are lda, ldb and ldc
// numbers apart. What the kernels lack, other factors than alpha 1 with beta 0 or 1 and rows with gaps between them, is gonum's; so are the
// panics for wrong arguments. Sums are rounded in another order than gonum's.
func (p Products) Sgemm(transposeA, transposeB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int,
	beta float32, c []float32, ldc int) {
	left, right := stored(transposeA, m, k), stored(transposeB, k, n)
	to := matrix{rows: m, columns: n}
	if alpha != 1 || beta != 0 && beta != 1 || !left.fills(a, lda) || !right.fills(b, ldb) || !to.fills(c, ldc) {
		p.Implementation.Sgemm(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	kernel.MatMul(kernel.Product{
		M: m, N: n, K: k,
		TransposeA: left.transposed, TransposeB: right.transposed,
		Accumulate: beta == 1,
	}, c[:m*n], a[:m*k], b[:k*n])
}

// matrix is the shape in which a matrix lies in memory.
type matrix struct {
	rows, columns int
	transposed    bool
	unknown       bool // neither transposed nor not
}

// stored returns the shape in memory of a factor that is rows x columns in the product.
func stored(t blas.Transpose, rows, columns int) matrix {
	switch t {
	case blas.NoTrans:
		return matrix{rows: rows, columns: columns}
	case blas.Trans, blas.ConjTrans: // the same for real numbers
		return matrix{rows: columns, columns: rows, transposed: true}
	}
	return matrix{unknown: true}
}

// fills tells whether data holds the matrix without gaps.
func (m matrix) fills(data []float32, stride int) bool {
	return !m.unknown && m.rows > 0 && m.columns > 0 && stride == m.columns && len(data) >= m.rows*m.columns
}
