package kernel

// A winogradBlock convolves some rows of tiles in three steps: tiles are transformed, multiplied by the filters, and transformed back. Each
// step is made of parts that several threads may do at once. Or it adds to the gradient of the filters in three steps: tiles of the input
// and of the output's gradient are transformed and multiplied.
type winogradBlock[T Float] struct {
	kernel              *winogradKernel[T]
	seen, made          *winogradImages[T]
	product             winogradProduct[T]
	output, input, bias []T // of the gradient of the filters: output is that of the output, and there is no bias
	rows                int // of tiles, at most
	first, n            int // rows of tiles [first, first+n)
}

// borrow gives the block memory for the tiles of a convolution, as long as the two buffers are borrowed.
func (b *winogradBlock[T]) borrow() (left, to *[]T) {
	p := &b.product
	tiles := quotient(b.rows*b.seen.columns, b.kernel.rows) * b.kernel.rows
	p.left, left = leftSpectrum[T](tiles, b.seen.channels).borrow()
	p.to, to = panelSpectrum[T](tiles, b.made.channels).borrow()
	p.depth, p.rowStride, p.depthStride = b.seen.channels, p.left.item, 1
	return left, to
}

// moveTo begins the block at a row of tiles. It returns how many tiles there are.
func (b *winogradBlock[T]) moveTo(first int) int {
	b.first, b.n = first, min(b.rows, b.seen.tileRows-first)
	return b.n * b.seen.columns
}

func (b *winogradBlock[T]) transform(i int) {
	b.seen.transformRow(b.kernel.input, &b.product.left, b.input, b.first, i)
}

func (b *winogradBlock[T]) multiply(i int) { b.product.part(i, false) }

func (b *winogradBlock[T]) restore(i int) {
	b.made.restoreRow(b.output, &b.product.to, b.bias, b.first, i)
}

func (b *winogradBlock[T]) transformRight(i int) {
	b.seen.transformRow(b.kernel.input, &b.product.right, b.input, b.first, i)
}

func (b *winogradBlock[T]) spread(i int) {
	b.made.transformRow(b.kernel.spread, &b.product.left, b.output, b.first, i)
}

func (b *winogradBlock[T]) add(i int) { b.product.part(i, b.first > 0) }

// convolve does all parts of the block.
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
