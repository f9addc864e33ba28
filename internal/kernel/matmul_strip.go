package kernel

// multiply computes the task that starts at a row panel and a column panel.
func (b *blocks[T]) multiply(rowPanel, columnPanel int) {
	width := b.kernel.columns
	p := tile{row: rowPanel * b.kernel.rows}
	p.rows = min(b.taskRows*b.kernel.rows, b.m-p.row)
	last := min(columnPanel+b.taskColumns, b.columnPanels)
	size, sumsSize := width*b.depth, width*quotient(p.rows, b.kernel.rows)*b.kernel.rows
	buffer := borrow[T](min(abreast, last-columnPanel) * (size + sumsSize))
	defer giveBack(buffer)
	var list [abreast]panelOf[T]
	for panel := columnPanel; panel < last; panel += abreast {
		panels := list[:min(abreast, last-panel)]
		for i := range panels {
			memory := (*buffer)[i*(size+sumsSize):][:size+sumsSize]
			p.column = (panel + i) * width
			p.columns = min(width, b.n-p.column)
			panels[i] = panelOf[T]{p, memory[:size], memory[size:], b.to.whole(p, width)}
		}
		for block := range b.depthBlocks {
			low, high := b.depths(block)
			for _, to := range panels {
				if low < high {
					b.right.pack(b.kernel.mover, to.right, width, part{to.column, to.columns, b.first + low, b.first + high})
				}
			}
			b.strip(block, p.row, p.rows, panels)
		}
		for _, to := range panels {
			b.finish(to)
		}
	}
}

// panelOf is a column panel of a task.
type panelOf[T Float] struct {
	tile
	right, sums []T  // the packed right factor, and rows that do not go to the target at once
	whole       bool // the others do
}

// finish brings sums to the target.
func (b *blocks[T]) finish(p panelOf[T]) {
	rows := 0
	if p.whole {
		rows = p.rows / b.kernel.rows * b.kernel.rows
	}
	if rows < p.rows {
		rest := tile{p.row + rows, p.rows - rows, p.column, p.columns}
		b.to.put(&b.kernel.mover, rest, p.sums[rows*b.kernel.columns:], b.kernel.columns, b.accumulate)
	}
}

// strip adds the product of a block of the left factor and packed right panels: in place where rows are whole there, and to sums
// otherwise, so that they are taken apart only once. Each left panel meets all right ones while it is in the first-level cache.
func (b *blocks[T]) strip(block, first, rows int, panels []panelOf[T]) {
	low, high := b.depths(block)
	for row := first; row < first+rows; row += b.kernel.rows {
		left := b.leftPanel(block, row/b.kernel.rows)
		var bias []T
		if block == 0 && b.bias != nil {
			bias = b.bias[row:]
		}
		for i := range panels {
			p := &panels[i]
			if p.whole && row+b.kernel.rows <= first+rows {
				place := b.to.direct(tile{row, b.kernel.rows, p.column, p.columns})
				b.kernel.multiply(high-low, left, p.right, place, b.to.channelStride, bias, block > 0 || b.accumulate)
				continue
			}
			b.kernel.multiply(high-low, left, p.right, p.sums[(row-first)*b.kernel.columns:], b.kernel.columns, bias, block > 0)
		}
	}
}
