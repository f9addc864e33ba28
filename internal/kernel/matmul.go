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
	k := microkernelOf[T]()
	if p.M == 0 || p.N == 0 {
		return
	}
	left := matrix[T]{data: a, depthStride: 1, laneStride: p.K}
	if p.TransposeA {
		left.depthStride, left.laneStride = p.M, 1
	}
	switch {
	case p.sumsRows():
		dotProduct[T]{Product: p, kernel: k, c: c, a: a, b: b}.run()
		return
	case p.N >= k.columns && p.readsInPlace():
		indirectProduct[T]{Product: p, kernel: k, c: c, b: b}.run(left)
		return
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

// What follows chooses between ways to compute a product, by measured speed. The last is to pack both factors, which pays for itself where the
// numbers of both are used often.
const (
	fewSums    = 1 << 15 // of a product, so that packing two row-major factors takes longer than what dot products lose at their ends
	fewRows    = 32      // likewise for a product of many columns, or many rows
	cachedRows = 1 << 19 // numbers of a right factor that stay in the second-level cache or close to it
)

// sumsRows tells whether the product is computed as dot products of rows.
func (p Product) sumsRows() bool {
	return !p.TransposeA && p.TransposeB && p.K > 0 && (p.M*p.N <= fewSums || min(p.M, p.N) <= fewRows) && p.N*p.K < 1<<30
}

// readsInPlace tells whether the right factor is not packed.
func (p Product) readsInPlace() bool {
	return !p.TransposeB && p.K > 0 && (p.M <= fewRows && p.N*p.K < 1<<30 || p.N*p.K <= cachedRows)
}
