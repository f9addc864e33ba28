package kernel

// Product is the shape of a matrix product: op(a) is M x K, op(b) is K x N and c is M x N. All are stored row by row.
type Product struct {
	M, N, K    int
	TransposeA bool // a is stored as K x M
	TransposeB bool // b is stored as N x K
	Accumulate bool // add the product to c
}

// MatMul computes c = op(a) op(b), or c += op(a) op(b). With K = 0 the product is zero.
func MatMul[T Float](p Product, c, a, b []T) {
	left := matrix[T]{data: a, depthStride: 1, laneStride: p.K}
	if p.TransposeA {
		left.depthStride, left.laneStride = p.M, 1
	}
	right := matrix[T]{data: b, depthStride: p.N, laneStride: 1}
	if p.TransposeB {
		right.depthStride, right.laneStride = 1, p.K
	}
	multiplication[T]{
		m: p.M, n: p.N, k: p.K,
		left: left, right: right,
		to:         rowMajor(c, p.N),
		accumulate: p.Accumulate,
	}.run()
}
