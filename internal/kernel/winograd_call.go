package kernel

import (
	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/internal/scratch"
)

// A winogradCall is what one call of a Winograd convolution works with. The next call takes it over, with the functions that it hands to
// the threads: they would have to be allocated each time.
type winogradCall[T Float] struct {
	seen, made winogradImages[T]
	block      winogradBlock[T]

	apart, transform, multiply, restore, transformRight, spread, add func(i int) // methods
}

var (
	winogradCalls32 scratch.Pool[winogradCall[float32]]
	winogradCalls64 scratch.Pool[winogradCall[float64]]
)

func winogradCalls[T Float]() *scratch.Pool[winogradCall[T]] {
	if p, ok := any(&winogradCalls32).(*scratch.Pool[winogradCall[T]]); ok {
		return p
	}
	return any(&winogradCalls64).(*scratch.Pool[winogradCall[T]])
}

// begin sets the block up.
func (w *winogradCall[T]) begin(k *microkernel[T], output, input, bias []T) {
	if w.apart == nil {
		w.apart = w.convolveApart
		w.transform, w.multiply, w.restore = w.block.transform, w.block.multiply, w.block.restore
		w.transformRight, w.spread, w.add = w.block.transformRight, w.block.spread, w.block.add
	}
	w.block = winogradBlock[T]{kernel: &k.winograd, seen: &w.seen, made: &w.made, output: output, input: input, bias: bias}
	w.block.product.kernel = w.block.kernel
}

// end lets go of what the call worked on.
func (w *winogradCall[T]) end() { w.block = winogradBlock[T]{} }

// convolve convolves images block by block. Threads take blocks of their own, or share one after another.
func (w *winogradCall[T]) convolve(k *microkernel[T], weights spectrum[T], output, input, bias []T) {
	w.begin(k, output, input, bias)
	defer w.end()
	b := &w.block
	b.product.right = weights
	b.rows = w.seen.blockRows(winogradFewTiles)
	if blocks := quotient(w.seen.tileRows, b.rows); w.seen.channels+w.made.channels <= winogradApart && blocks >= winogradBlocks {
		parallel.For(blocks, w.apart)
		return
	}
	b.rows = w.seen.blockRows(winogradTiles)
	left, to := b.borrow()
	defer giveBack(left)
	defer giveBack(to)
	for first := 0; first < w.seen.tileRows; first += b.rows {
		b.product.rows = b.moveTo(first)
		parallel.For(b.n*w.seen.groups(), w.transform)
		parallel.For(b.product.parts(), w.multiply)
		parallel.For(b.n*w.made.groups(), w.restore)
	}
}

// convolveApart convolves the i-th block, with memory of its own.
func (w *winogradCall[T]) convolveApart(i int) {
	b := w.block
	left, to := b.borrow()
	defer giveBack(left)
	defer giveBack(to)
	b.product.rows = b.moveTo(i * b.rows)
	b.convolve()
}

// sumFilterGradient sums the gradient of the filters over all blocks.
func (w *winogradCall[T]) sumFilterGradient(k *microkernel[T], filterGradient, input, outputGradient []T) {
	w.begin(k, outputGradient, input, nil)
	defer w.end()
	b, p := &w.block, &w.block.product
	b.rows = w.seen.blockRows(winogradTiles)
	tiles := b.rows * w.seen.columns
	var buffers [3]*[]T
	p.left, buffers[0] = leftSpectrum[T](tiles, w.made.channels).borrow()
	p.right, buffers[1] = panelSpectrum[T](tiles, w.seen.channels).borrow()
	p.to, buffers[2] = panelSpectrum[T](quotient(w.made.channels, b.kernel.rows)*b.kernel.rows, w.seen.channels).borrow()
	defer func() {
		for _, buffer := range buffers {
			giveBack(buffer)
		}
	}()
	p.rows, p.rowStride, p.depthStride = w.made.channels, 1, p.left.item
	for first := 0; first < w.seen.tileRows; first += b.rows {
		p.depth = b.moveTo(first)
		parallel.For(b.n*w.seen.groups(), w.transformRight)
		parallel.For(b.n*w.made.groups(), w.spread)
		parallel.For(p.parts(), w.add)
	}
	p.to.filterGradient(k, filterGradient, w.made.channels)
}
