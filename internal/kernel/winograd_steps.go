package kernel

import "github.com/reefml/reef/internal/parallel"

// A winogradBlock convolves some rows of tiles in three steps: tiles are transformed, multiplied by the filters, and transformed back. Each
// step is made of parts that several threads may do at once.
type winogradBlock[T Float] struct {
	kernel              *winogradKernel[T]
	seen, made          *winogradImages[T]
	product             winogradProduct[T]
	output, input, bias []T
	rows                int // of tiles, at most
	first, n            int // rows of tiles [first, first+n)
	borrowed            [2]*[]T
}

func newWinogradBlock[T Float](k *microkernel[T], seen, made *winogradImages[T], weights spectrum[T], rows int) winogradBlock[T] {
	b := winogradBlock[T]{kernel: &k.winograd, seen: seen, made: made, rows: rows}
	tiles := quotient(rows*seen.columns, k.winograd.rows) * k.winograd.rows
	p := winogradProduct[T]{kernel: b.kernel, depth: seen.channels, right: weights, depthStride: 1}
	p.left, b.borrowed[0] = leftSpectrum[T](tiles, seen.channels).borrow()
	p.to, b.borrowed[1] = panelSpectrum[T](tiles, made.channels).borrow()
	p.rowStride = p.left.item
	b.product = p
	return b
}

func (b *winogradBlock[T]) release() {
	for _, buffer := range b.borrowed {
		giveBack(buffer)
	}
}

// moveTo begins the block at a row of tiles.
func (b *winogradBlock[T]) moveTo(first int) {
	b.first, b.n = first, min(b.rows, b.seen.tileRows-first)
	b.product.rows = b.n * b.seen.columns
}

func (b *winogradBlock[T]) transform(i int) {
	b.seen.transformRow(b.kernel.input, &b.product.left, b.input, b.first, i)
}

func (b *winogradBlock[T]) multiply(i int) { b.product.part(i, false) }

func (b *winogradBlock[T]) restore(i int) {
	b.made.restoreRow(b.output, &b.product.to, b.bias, b.first, i)
}

// convolve does all parts of one block. It allocates nothing.
func (b *winogradBlock[T]) convolve() {
	for i := range b.n * b.seen.groups() {
		b.transform(i)
	}
	for i := range b.product.parts() {
		b.multiply(i)
	}
	for i := range b.n * b.made.groups() {
		b.restore(i)
	}
}

// convolveAll does one block after the other, the parts of each on several threads.
func (b *winogradBlock[T]) convolveAll() {
	transform, multiply, restore := b.transform, b.multiply, b.restore // functions that are made once
	for first := 0; first < b.seen.tileRows; first += b.rows {
		b.moveTo(first)
		parallel.For(b.n*b.seen.groups(), transform)
		parallel.For(b.product.parts(), multiply)
		parallel.For(b.n*b.made.groups(), restore)
	}
}

// transformRow transforms the i-th part of the tiles from row first on: a row of tiles, in a group of channels.
func (v *winogradImages[T]) transformRow(apply winogradTransform[T], to *spectrum[T], images []T, first, i int) {
	row, group := i/v.groups(), i%v.groups()
	buffer := borrow[T](v.scratch())
	defer giveBack(buffer)
	pixels, pitch := v.read(images, first+row, group, *buffer), v.pitch()*winogradLanes
	for tile := range v.columns {
		apply(to.at(group, row*v.columns+tile), winogradSide*to.point, to.point,
			pixels[tile*winogradStep*winogradLanes:], pitch, winogradLanes)
	}
}

// restoreRow transforms the i-th part back, and adds the bias unless it is nil.
func (v *winogradImages[T]) restoreRow(images []T, from *spectrum[T], bias []T, first, i int) {
	row, group := i/v.groups(), i%v.groups()
	buffer := borrow[T](v.scratch())
	defer giveBack(buffer)
	pitch := v.pitch() * winogradLanes
	for tile := range v.columns {
		v.kernel.winograd.output((*buffer)[tile*winogradStep*winogradLanes:], pitch, winogradLanes,
			from.at(group, row*v.columns+tile), winogradSide*from.point, from.point)
	}
	if bias != nil {
		v.kernel.winograd.addToRows(v.side*v.pitch(), *buffer, bias[group*winogradLanes:])
	}
	v.write(images, first+row, group, *buffer)
}
