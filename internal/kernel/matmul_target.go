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

// whole tells whether a tile of the given width lies in one piece, but for the distance of its rows.
func (t *target[T]) whole(p tile, width int) bool {
	_, n := t.stretch(p.column)
	return p.columns == width && n >= width && t.columnStride == 1
}

// direct returns the place of a tile that is whole.
func (t *target[T]) direct(p tile) []T {
	offset, _ := t.stretch(p.column)
	return t.data[offset+p.row*t.channelStride:][:(p.rows-1)*t.channelStride+p.columns]
}

// put writes a tile whose rows are stride numbers apart in values, or adds it.
func (t *target[T]) put(m *mover[T], p tile, values []T, stride int, accumulate bool) {
	for done := 0; done < p.columns; {
		offset, n := t.stretch(p.column + done)
		n = min(n, p.columns-done)
		to := t.data[offset+p.row*t.channelStride:]
		switch {
		case accumulate:
			for i := range p.rows {
				addRow(to[i*t.channelStride:], t.columnStride, values[i*stride+done:][:n])
			}
		case t.columnStride == 1:
			m.copyRows(to, t.channelStride, values[done:], stride, p.rows, n)
		default:
			m.put(t.columnStride, to, t.channelStride, values[done:], stride, p.rows, n)
		}
		done += n
	}
}

// addRow adds values to every stride-th number of to.
func addRow[T Float](to []T, stride int, values []T) {
	for i, v := range values {
		to[i*stride] += v
	}
}
