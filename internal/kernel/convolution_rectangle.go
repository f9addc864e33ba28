package kernel

// rectangle is a part of an image: the number in row i and column j is data[i*rowStride+j*columnStride].
type rectangle[T Float] struct {
	data                    []T
	rowStride, columnStride int
	rows, columns           int
}

// addMultiple adds a multiple of b to a, which has the same size.
func addMultiple[T Float](a, b rectangle[T], factor T) {
	for i := range a.rows {
		to, from := a.data[i*a.rowStride:], b.data[i*b.rowStride:]
		for j := range a.columns {
			to[j*a.columnStride] += factor * from[j*b.columnStride]
		}
	}
}

// dot sums the products of the numbers of a and b, which have the same size. Rows are summed first: sums of like size lose less to
// rounding.
func dot[T Float](a, b rectangle[T]) T {
	var total T
	for i := range a.rows {
		x, y := a.data[i*a.rowStride:], b.data[i*b.rowStride:]
		var row T
		for j := range a.columns {
			row += x[j*a.columnStride] * y[j*b.columnStride]
		}
		total += row
	}
	return total
}
