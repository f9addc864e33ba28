package kernel

import "github.com/reefml/reef/internal/parallel"

// indirectProduct is a product whose right factor is read where it lies, row by row: with few rows of the left factor, packing the right one
// would take as long as the sums.
type indirectProduct[T Float] struct {
	Product
	kernel     *microkernel[T]
	c, b       []T
	weights    []T     // the left factor in panels
	offsets    []int32 // of the rows of b
	taskPanels int
}

// run computes the product with the left factor a. There are at least as many columns as in a tile.
func (p indirectProduct[T]) run(a matrix[T]) {
	k := p.kernel
	p.b = p.b[:p.K*p.N]
	panels, columnTiles := quotient(p.M, k.rows), quotient(p.N, k.columns)
	weights := borrow[T](panels * k.rows * p.K)
	defer giveBack(weights)
	p.weights = *weights
	offsets := offsetLists.Take()
	defer offsetLists.GiveBack(offsets)
	*offsets = resize(*offsets, p.K)
	for d := range *offsets {
		(*offsets)[d] = int32(d * p.N)
	}
	p.offsets = *offsets
	parallel.Blocks(panels, max(1, grain/(k.rows*p.K)), func(low, high int) {
		for panel := low; panel < high; panel++ {
			row := panel * k.rows
			a.pack(k.mover, p.weights[row*p.K:], k.rows, part{row, min(k.rows, p.M-row), 0, p.K})
		}
	})
	p.taskPanels = max(1, min(panels, smallProduct/(k.rows*k.columns*p.K)))
	cuts := quotient(panels, p.taskPanels)
	columns := max(1, smallProduct/(p.taskPanels*k.rows*k.columns*p.K))
	parallel.For(cuts*quotient(columnTiles, columns), func(i int) {
		spare := borrow[T](k.columns * k.rows * p.taskPanels)
		defer giveBack(spare)
		first := i / cuts * columns
		for column := first; column < min(first+columns, columnTiles); column++ {
			p.tile(i%cuts*p.taskPanels, column, *spare)
		}
	})
}

// tile computes a tile of the rows of a task.
func (p *indirectProduct[T]) tile(panel, column int, spare []T) {
	k := p.kernel
	row, start := panel*k.rows, column*k.columns
	lanes, panels := min(p.taskPanels*k.rows, p.M-row), quotient(min(p.taskPanels*k.rows, p.M-row), k.rows)
	left := p.weights[row*p.K:][:panels*k.rows*p.K]
	// The last tile starts earlier than the others' distance says if it would overrun the matrix.
	first := min(start, p.N-k.columns)
	if lanes == panels*k.rows && first == start {
		to := p.c[row*p.N+start:][:(lanes-1)*p.N+k.columns]
		k.multiplyIndirect(panels, p.K, left, p.b[first:], p.offsets, to, p.N, nil, p.Accumulate)
		return
	}
	k.multiplyIndirect(panels, p.K, left, p.b[first:], p.offsets, spare, k.columns, nil, false)
	to := p.c[row*p.N+start:]
	if !p.Accumulate {
		k.mover.copyRows(to, p.N, spare[start-first:], k.columns, lanes, k.columns-(start-first))
		return
	}
	for i := range lanes {
		for j, value := range spare[i*k.columns:][start-first : k.columns] {
			to[i*p.N+j] += value
		}
	}
}
