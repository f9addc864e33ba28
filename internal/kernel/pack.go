package kernel

// A packer is one factor of a product. It is a matrix of depths x lanes: a lane is a row of the left factor or a column of the right
// one, and the product sums over the depths.
type packer[T Float] interface {
	// pack writes a part of the factor in the order in which the microkernel reads it: depth by depth, width numbers each, of which those
	// beyond the lanes of the part are zeros. The part is not empty.
	pack(m mover[T], panel []T, width int, p part)
}

// A part of a factor: lanes [lane, lane+lanes) at the depths [low, high).
type part struct{ lane, lanes, low, high int }

// A mover moves numbers to their places in a panel.
type mover[T Float] struct {
	// copyRows copies rows of n numbers.
	copyRows func(to []T, toStride int, from []T, fromStride, rows, n int)

	// transpose copies rows of n numbers to columns.
	transpose func(to []T, toStride int, from []T, fromStride, rows, n int)

	// squeeze copies those of rows of 48 numbers that the bits of a mask choose, without gaps. It is nil where copyRows does as well.
	squeeze func(to []T, toStride int, from []T, fromStride, rows int, mask uint64)

	// take copies n numbers from every step-th place of rows; put copies rows of n numbers to every step-th place.
	take, put func(step int, to []T, toStride int, from []T, fromStride, rows, n int)
}

func copyRows[T Float](to []T, toStride int, from []T, fromStride, rows, n int) {
	for i := range rows {
		copy(to[i*toStride:], from[i*fromStride:][:n])
	}
}

func take[T Float](step int, to []T, toStride int, from []T, fromStride, rows, n int) {
	for i := range rows {
		row, source := to[i*toStride:][:n], from[i*fromStride:][:(n-1)*step+1]
		for j := range row {
			row[j] = source[j*step]
		}
	}
}

func put[T Float](step int, to []T, toStride int, from []T, fromStride, rows, n int) {
	for i := range rows {
		row := to[i*toStride:][:(n-1)*step+1]
		for j, value := range from[i*fromStride:][:n] {
			row[j*step] = value
		}
	}
}

func transpose[T Float](to []T, toStride int, from []T, fromStride, rows, n int) {
	row := 0
	for ; row+4 <= rows; row += 4 { // four at a time fill half a cache line, or all of it in float64
		a, b := from[row*fromStride:][:n], from[(row+1)*fromStride:][:n]
		c, d := from[(row+2)*fromStride:][:n], from[(row+3)*fromStride:][:n]
		for i := range n {
			column := to[i*toStride+row:][:4]
			column[0], column[1], column[2], column[3] = a[i], b[i], c[i], d[i]
		}
	}
	for ; row < rows; row++ {
		for i, value := range from[row*fromStride:][:n] {
			to[i*toStride+row] = value
		}
	}
}

// matrix is a factor whose number at a depth and lane is data[depth*depthStride+lane*laneStride]. One of the strides is 1.
type matrix[T Float] struct {
	data                    []T
	depthStride, laneStride int
}

func (x matrix[T]) pack(m mover[T], panel []T, width int, p part) {
	clearTail(panel, width, p)
	data := x.data[p.low*x.depthStride+p.lane*x.laneStride:]
	if x.laneStride == 1 {
		m.copyRows(panel, width, data, x.depthStride, p.high-p.low, p.lanes)
	} else {
		m.transpose(panel, width, data, x.laneStride, p.lanes, p.high-p.low)
	}
}

// clearTail zeroes the lanes of a panel beyond those of the part.
func clearTail[T Float](panel []T, width int, p part) {
	if p.lanes == width {
		return
	}
	for d := range p.high - p.low {
		clear(panel[d*width+p.lanes:][:width-p.lanes])
	}
}
