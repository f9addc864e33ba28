package kernel

import "github.com/reefml/reef/internal/parallel"

// Sizes of blocks. They decide in which order numbers are summed, so they may not depend on the number of threads.
const (
	blockDepth = 256     // depths in a panel: a left panel stays in the first-level cache, a right one in the second
	taskSize   = 1 << 20 // multiplications worth handing to a goroutine
	fewTasks   = 32      // fewer tasks than these are cut smaller, but for the two limits that follow
	abreast    = 4       // column panels of a task that are packed at a time, where there are many tasks
	leastRows  = 8       // row panels of a task: with fewer, packing right panels again for each costs too much
	leastDepth = 512     // depths of a slice: with fewer, adding the slices costs too much
)

// multiplication is a matrix product of any two factors.
//
// It follows Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008), and Van Zee and van de Geijn, "BLIS: a
// framework for rapidly instantiating BLAS functionality" (2015): both factors are packed in panels that the microkernel reads from end
// to end. A packer need not have its factor in memory: those of a convolution read the image itself.
type multiplication[T Float] struct {
	m, n, k     int
	first       int // first depth of the factors that counts
	left, right packer[T]
	to          target[T]
	bias        []T  // a number to be added to each row, or nil
	accumulate  bool // add to what the target holds
	slowRight   bool // panels of the right factor take long to pack: no two tasks should pack the same
}

// run computes the product.
func (p multiplication[T]) run() {
	if p.m == 0 || p.n == 0 {
		return
	}
	b := p.cut(microkernelOf[T]())
	if slices := min(quotient(fewTasks, b.tasks()), p.k/leastDepth); slices > 1 {
		p.runSlices(slices)
		return
	}
	b.run()
}

// runSlices computes the product as the sum of slices of its depths, each of which is a task.
func (p multiplication[T]) runSlices(slices int) {
	buffer := borrow[T](slices * p.m * p.n)
	defer giveBack(buffer)
	depth := quotient(p.k, slices)
	parallel.For(slices, func(i int) {
		slice := p
		slice.first, slice.k = p.first+i*depth, max(0, min(depth, p.k-i*depth))
		slice.to, slice.bias, slice.accumulate = rowMajor((*buffer)[i*p.m*p.n:], p.n), nil, false
		if i == 0 {
			slice.bias = p.bias
		}
		slice.cut(microkernelOf[T]()).run()
	})
	parallel.For(p.m, func(row int) {
		for i := range slices {
			p.to.put(&microkernelOf[T]().mover, tile{row: row, rows: 1, columns: p.n}, (*buffer)[(i*p.m+row)*p.n:], p.n, i > 0 || p.accumulate)
		}
	})
}

// blocks is a multiplication cut for the processor.
type blocks[T Float] struct {
	multiplication[T]
	kernel                  *microkernel[T]
	rowPanels, columnPanels int
	taskRows, taskColumns   int // panels in a task
	depthBlocks, depth      int // number of blocks of depths, and depth of each but the last
	packed                  []T // the left factor: its panels for the first block of depths, then those for the next
}

// cut chooses the blocks.
func (p multiplication[T]) cut(kernel *microkernel[T]) *blocks[T] {
	b := &blocks[T]{multiplication: p, kernel: kernel}
	b.rowPanels, b.columnPanels = quotient(p.m, kernel.rows), quotient(p.n, kernel.columns)
	b.depthBlocks = max(1, quotient(p.k, blockDepth)) // an empty sum is written too
	b.depth = quotient(p.k, b.depthBlocks)
	b.taskRows, b.taskColumns = b.rowPanels, min(b.columnPanels, max(1, b.panelsAbreast(), taskSize/(p.m*max(p.k, 1)*kernel.columns)))
	if cuts := min(quotient(fewTasks, b.tasks()), b.rowPanels/leastRows); cuts > 1 && b.taskColumns <= abreast {
		b.taskRows = quotient(b.rowPanels, cuts)
	}
	return b
}

// panelsAbreast returns how many column panels a task packs at a time, at least, so that enough tasks remain.
func (b *blocks[T]) panelsAbreast() int {
	if b.slowRight {
		return min(abreast, b.columnPanels/fewTasks)
	}
	return min(abreast, b.columnPanels/abreast)
}

// quotient returns a/b rounded up, or 0 or less if a is not positive.
func quotient(a, b int) int { return (a + b - 1) / b }

// tasks counts the parts of the product that are computed independently.
func (b *blocks[T]) tasks() int {
	return quotient(b.rowPanels, b.taskRows) * quotient(b.columnPanels, b.taskColumns)
}

// run computes the product, block by block.
func (b *blocks[T]) run() {
	rows := b.rowPanels * b.kernel.rows
	buffer := borrow[T](rows * b.k)
	defer giveBack(buffer)
	b.packed = *buffer
	if b.bias != nil {
		padded := borrow[T](rows)
		defer giveBack(padded)
		clear((*padded)[copy(*padded, b.bias[:b.m]):])
		b.bias = *padded
	}
	if b.k > 0 {
		b.packLeft()
	}
	cuts := quotient(b.rowPanels, b.taskRows)
	parallel.For(b.tasks(), func(task int) { b.multiply(task%cuts*b.taskRows, task/cuts*b.taskColumns) })
}

// packLeft packs the left factor.
func (b *blocks[T]) packLeft() {
	panels := max(1, grain/(b.kernel.rows*max(b.depth, 1)))
	parallel.Blocks(b.depthBlocks*b.rowPanels, panels, func(first, last int) {
		for i := first; i < last; i++ {
			block, panel := i/b.rowPanels, i%b.rowPanels
			row := panel * b.kernel.rows
			low, high := b.depths(block)
			lanes := part{row, min(b.kernel.rows, b.m-row), b.first + low, b.first + high}
			b.left.pack(b.kernel.mover, b.leftPanel(block, panel), b.kernel.rows, lanes)
		}
	})
}

// depths returns the depths [low, high) of a block.
func (b *blocks[T]) depths(block int) (low, high int) {
	return min(block*b.depth, b.k), min((block+1)*b.depth, b.k)
}

// leftPanel returns the place of a panel of the packed left factor.
func (b *blocks[T]) leftPanel(block, panel int) []T {
	low, high := b.depths(block)
	start := (low*b.rowPanels + panel*(high-low)) * b.kernel.rows
	return b.packed[start:][:(high-low)*b.kernel.rows]
}
