package kernel

// target is where a product goes. Its columns are the places of a grid that repeats in each image of a batch, its rows the channels of an
// image. A plain matrix is one image of one row of places.
type target[T Float] struct {
	data                       []T
	rows, columns              int // of the grid
	imageStride, channelStride int
	rowStride, columnStride    int // between the places of the grid
}

// rowMajor returns the target of a matrix with the given number of columns.
func rowMajor[T Float](data []T, columns int) target[T] {
	return target[T]{data: data, rows: 1, columns: columns, channelStride: columns, columnStride: 1}
}

// flat returns t with all places in one row if they are neighbours across rows too.
func (t target[T]) flat() target[T] {
	if t.columnStride == 1 && t.rowStride == t.columns {
		t.rows, t.columns = 1, t.rows*t.columns
	}
	return t
}

// stretch returns the offset of a column of the product in the first row, and how many columns follow at equal distances, itself included.
func (t *target[T]) stretch(column int) (offset, n int) {
	image, within := column/(t.rows*t.columns), column%(t.rows*t.columns)
	y, x := within/t.columns, within%t.columns
	return image*t.imageStride + y*t.rowStride + x*t.columnStride, t.columns - x
}

// A tile is a part of the product: rows [row, row+rows) of columns [column, column+columns).
type tile struct{ row, rows, column, columns int }

// direct returns the place of a tile in the data, or nil if its rows are cut there.
func (t *target[T]) direct(p tile) []T {
	offset, n := t.stretch(p.column)
	if n < p.columns || t.columnStride != 1 {
		return nil
	}
	return t.data[offset+p.row*t.channelStride:][:(p.rows-1)*t.channelStride+p.columns]
}

// put writes a tile whose rows are stride numbers apart in values, or adds it.
func (t *target[T]) put(p tile, values []T, stride int, accumulate bool) {
	for done := 0; done < p.columns; {
		offset, n := t.stretch(p.column + done)
		n = min(n, p.columns-done)
		for i := range p.rows {
			to := t.data[offset+(p.row+i)*t.channelStride:]
			putRow(to, t.columnStride, values[i*stride+done:][:n], accumulate)
		}
		done += n
	}
}

// putRow writes values to every stride-th number of to, or adds them.
func putRow[T Float](to []T, stride int, values []T, accumulate bool) {
	switch {
	case accumulate:
		for i, v := range values {
			to[i*stride] += v
		}
	case stride == 1:
		copy(to[:len(values)], values)
	default:
		for i, v := range values {
			to[i*stride] = v
		}
	}
}
