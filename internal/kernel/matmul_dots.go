package kernel

import "github.com/reefml/reef/internal/parallel"

const (
	dotDepth     = 1024    // numbers of a row that are summed before the next rows: those of a tile stay in the first-level cache
	dotRowTiles  = 8       // tiles that share columns in a task
	smallProduct = 1 << 18 // multiplications of a task of a product that is not packed
)

// dotProduct is a product whose factors both lie row by row along the depths: op(a) = a and op(b) = transposed b. Where it is small, packing
// would take long, so each number is the dot product of two rows where they lie.
type dotProduct[T Float] struct {
	Product
	kernel      *microkernel[T]
	c, a, b     []T
	rows, count int // rows of a tile that count, and tiles in a column of tiles
	stride      int // between rows of a tile
	columnTiles int
	depth       int     // of a block of depths
	offsets     []int32 // of the rows of b in a tile, and behind them those in the last
}

// run computes the product.
func (p dotProduct[T]) run() {
	p.a, p.b = p.a[:p.M*p.K], p.b[:p.N*p.K]
	p.rows, p.stride = p.kernel.dotRows, p.K
	if p.M < p.kernel.dotRows {
		p.rows, p.stride = 1, 0 // every row of the tile is the same: reading b is what takes time
	}
	p.count, p.columnTiles = quotient(p.M, p.rows), quotient(p.N, p.kernel.dotColumns)
	p.depth = quotient(quotient(p.K, quotient(p.K, dotDepth)), 16) * 16
	rowTiles := min(p.count, dotRowTiles)
	columnTiles := max(1, min(p.columnTiles, smallProduct/(rowTiles*p.kernel.dotRows*p.kernel.dotColumns*p.K)))
	offsets := offsetLists.Take()
	defer offsetLists.GiveBack(offsets)
	*offsets = p.tabulate((*offsets)[:0])
	p.offsets = *offsets
	cuts := quotient(p.count, rowTiles)
	parallel.For(cuts*quotient(p.columnTiles, columnTiles), func(i int) {
		row, column := i%cuts*rowTiles, i/cuts*columnTiles
		p.task(row, min(row+rowTiles, p.count), column, min(column+columnTiles, p.columnTiles))
	})
}

// tabulate appends the offsets of the rows of b. In the last tile, the last row takes the place of those that are not there.
func (p *dotProduct[T]) tabulate(list []int32) []int32 {
	columns := p.kernel.dotColumns
	for j := range columns {
		list = append(list, int32(j*p.K))
	}
	for j := range columns {
		list = append(list, int32(min(j, p.N-1-(p.columnTiles-1)*columns)*p.K))
	}
	return list
}

// task computes the tiles of some rows and columns of tiles.
func (p *dotProduct[T]) task(rowLow, rowHigh, columnLow, columnHigh int) {
	k := p.kernel
	size := k.dotRows * k.dotColumns
	buffer := borrow[T]((rowHigh - rowLow) * (columnHigh - columnLow) * size)
	defer giveBack(buffer)
	sums := (*buffer)[:(rowHigh-rowLow)*(columnHigh-columnLow)*size]
	clear(sums)
	for low := 0; low < p.K; low += p.depth {
		n, rest := min(p.depth, p.K-low), sums
		for column := columnLow; column < columnHigh; column++ {
			first := column * k.dotColumns
			offsets := p.offsets
			if column == p.columnTiles-1 {
				offsets = offsets[k.dotColumns:]
			}
			for row := rowLow; row < rowHigh; row++ {
				k.dots(n, p.a[p.firstRow(row)*p.K+low:], p.stride, p.b[first*p.K+low:], offsets[:k.dotColumns], rest[:size])
				rest = rest[size:]
			}
		}
	}
	for column := columnLow; column < columnHigh; column++ {
		for row := rowLow; row < rowHigh; row++ {
			p.put(row, column, sums[:size])
			sums = sums[size:]
		}
	}
}

// firstRow returns the first row of a tile. The last tile starts earlier than the others' distance says if it would overrun the matrix.
func (p *dotProduct[T]) firstRow(row int) int { return min(row*p.rows, p.M-p.rows) }

// put writes the sums of a tile to the product, or adds them, but for rows that the tile before has done.
func (p *dotProduct[T]) put(row, column int, sums []T) {
	start, columns := p.firstRow(row), min(p.kernel.dotColumns, p.N-column*p.kernel.dotColumns)
	for lane := row*p.rows - start; lane < p.rows; lane++ {
		to := p.c[(start+lane)*p.N+column*p.kernel.dotColumns:][:columns]
		for j := range to {
			value := sums[j*p.kernel.dotRows+lane]
			if p.Accumulate {
				value += to[j]
			}
			to[j] = value
		}
	}
}
