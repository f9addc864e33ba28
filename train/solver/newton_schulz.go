package solver

import (
	"math"

	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/internal/scratch"
)

// newtonSchulz are the coefficients of Keller Jordan's iteration, and how often it is done: x becomes a x + b x³ + c x⁵ for every
// singular value x of the matrix. They are chosen to move small values fast, not to converge: values end between about 0.7 and 1.2.
const (
	newtonSchulzA     = 3.4445
	newtonSchulzB     = -4.7750
	newtonSchulzC     = 2.0315
	newtonSchulzSteps = 5
)

// orthogonal holds the memory in which a matrix is made orthogonal.
type orthogonal[T kernel.Float] struct {
	rows, columns  int
	x, next        *[]T // rows x columns
	square, fourth *[]T // k x k, k being the smaller of both
}

func borrowOrthogonal[T kernel.Float](rows, columns int) orthogonal[T] {
	n, k := rows*columns, min(rows, columns)
	return orthogonal[T]{rows: rows, columns: columns, x: scratch.Borrow[T](n), next: scratch.Borrow[T](n),
		square: scratch.Borrow[T](k * k), fourth: scratch.Borrow[T](k * k)}
}

func (o *orthogonal[T]) giveBack() {
	for _, buffer := range [...]*[]T{o.x, o.next, o.square, o.fourth} {
		scratch.Return(buffer)
	}
}

// matrix is what run changes.
func (o *orthogonal[T]) matrix() []T { return (*o.x)[:o.rows*o.columns] }

// run divides the matrix by its norm, so that no singular value is above 1, and iterates
//
//	A = X Xᵀ,  X = a X + (b A + c A A) X
//
// or, if the matrix has more rows than columns, the same on its transpose, without writing that down. The norm is that of Frobenius, with
// the authors' 1e-7 added.
func (o *orthogonal[T]) run() {
	rows, columns := o.rows, o.columns
	k := min(rows, columns)
	square, fourth := (*o.square)[:k*k], (*o.fourth)[:k*k]
	kernel.Scale(o.matrix(), o.matrix(), 1/(math.Sqrt(kernel.SumSquares(o.matrix()))+1e-7))
	for range newtonSchulzSteps {
		x, next := o.matrix(), (*o.next)[:rows*columns]
		if rows > columns { // the transpose of what the formula takes is what lies in memory
			kernel.MatMul(kernel.Product{M: k, N: k, K: rows, TransposeA: true}, square, x, x)
		} else {
			kernel.MatMul(kernel.Product{M: k, N: k, K: columns, TransposeB: true}, square, x, x)
		}
		kernel.MatMul(kernel.Product{M: k, N: k, K: k}, fourth, square, square)
		kernel.Combine(square, newtonSchulzB, square, newtonSchulzC, fourth)
		if rows > columns { // the factor is symmetric: it may stand on either side of the transpose
			kernel.MatMul(kernel.Product{M: rows, N: columns, K: k}, next, x, square)
		} else {
			kernel.MatMul(kernel.Product{M: rows, N: columns, K: k}, next, square, x)
		}
		kernel.Combine(next, newtonSchulzA, x, 1, next)
		o.x, o.next = o.next, o.x
	}
}
