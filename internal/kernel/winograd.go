package kernel

import "github.com/reefml/reef/internal/parallel"

const (
	winogradStep   = 4 // pixels of the output a tile has in each direction
	winogradSide   = 6 // pixels of the input that they see
	winogradPoints = winogradSide * winogradSide
	winogradLanes  = 32 // channels that are transformed together
)

var winogradDepth = 64

// winogradBlock is how many tiles are transformed before they are multiplied.
var winogradBlock = 96

// winograd tells whether F(4x4, 3x3) computes the convolution, and each of its gradients, at least 1.2 times as fast as it is computed
// otherwise, as BenchmarkWinograd measures with AVX-512. The transforms take time in proportion to channels plus filters, and for
// those of the filters to channels times filters, so that both have to be many and the tiles too. Tiles that reach beyond the image waste
// products: at least 10 of the 16 positions of a tile must be there, on average. So images of 5 x 5 or 6 x 6 are left out, those of 7 x 7 not.
func (c Convolution) winograd() bool {
	w := c.Window
	fits := c.Groups == 1 && w.Height == 3 && w.Width == 3 && w.StrideHeight == 1 && w.StrideWidth == 1 &&
		w.DilationHeight == 1 && w.DilationWidth == 1 && c.Channels%winogradLanes == 0 && c.Filters%winogradLanes == 0
	height, width := c.Output()
	tiles := quotient(max(height, c.Height), winogradStep) * quotient(max(width, c.Width), winogradStep)
	return fits && min(c.Channels, c.Filters) >= 64 && c.Batch*tiles >= 48 && height*width >= 10*tiles
}

// usesWinograd tells whether a convolution of numbers of type T is computed by F(4x4, 3x3).
func usesWinograd[T Float](c Convolution) bool {
	var zero T
	_, single := any(zero).(float32)
	return single && c.winograd()
}

// winogradInput cuts images in tiles for an output of the given size.
func winogradInput[T Float](k *microkernel[T], batch, channels, height, width, outputHeight, outputWidth, top, left int) winogradImages[T] {
	rows, columns := quotient(outputHeight, winogradStep), quotient(outputWidth, winogradStep)
	return winogradImages[T]{
		kernel: k, channels: channels, height: height, width: width, top: top, left: left, side: winogradSide,
		rows: rows, columns: columns, tiles: batch * rows * columns, tileRows: batch * rows,
	}
}

// winogradOutput cuts images in tiles that do not overlap.
func winogradOutput[T Float](k *microkernel[T], batch, channels, height, width int) winogradImages[T] {
	v := winogradInput(k, batch, channels, height, width, height, width, 0, 0)
	v.side = winogradStep
	return v
}

// blockRows returns how many rows of tiles are transformed before they are multiplied.
func (v *winogradImages[T]) blockRows() int { return min(v.tileRows, max(1, winogradBlock/v.columns)) }

// transform transforms the tiles of the rows [first, first+n) to a spectrum.
func (v *winogradImages[T]) transform(apply winogradTransform[T], to *spectrum[T], images []T, first, n int) {
	parallel.For(n*v.groups(), func(i int) {
		row, group := i/v.groups(), i%v.groups()
		buffer := borrow[T](v.scratch())
		defer giveBack(buffer)
		pixels, pitch := v.read(images, first+row, group, *buffer), v.pitch()*winogradLanes
		for tile := range v.columns {
			apply(to.at(group, row*v.columns+tile), winogradSide*to.point, to.point,
				pixels[tile*winogradStep*winogradLanes:], pitch, winogradLanes)
		}
	})
}

// restore transforms a spectrum back to the tiles of the rows [first, first+n).
func (v *winogradImages[T]) restore(apply winogradTransform[T], images []T, from *spectrum[T], bias []T, first, n int) {
	parallel.For(n*v.groups(), func(i int) {
		row, group := i/v.groups(), i%v.groups()
		buffer := borrow[T](v.scratch())
		defer giveBack(buffer)
		pitch := v.pitch() * winogradLanes
		for tile := range v.columns {
			apply((*buffer)[tile*winogradStep*winogradLanes:], pitch, winogradLanes,
				from.at(group, row*v.columns+tile), winogradSide*from.point, from.point)
		}
		if bias != nil {
			v.kernel.winograd.addToRows(v.side*v.pitch(), *buffer, bias[group*winogradLanes:])
		}
		v.write(images, first+row, group, *buffer)
	})
}

// winogradForward computes Conv2d.
func winogradForward[T Float](c Convolution, output, input, filter, bias []T) {
	k := microkernelOf[T]()
	weights, buffer := panelSpectrum[T](c.Channels, c.Filters).borrow()
	defer giveBack(buffer)
	weights.filters(k, filter)
	height, width := c.Output()
	seen := winogradInput(k, c.Batch, c.Channels, c.Height, c.Width, height, width, c.Window.Top, c.Window.Left)
	made := winogradOutput(k, c.Batch, c.Filters, height, width)
	winogradConvolve(k, &seen, &made, weights, output, input, bias)
}

// winogradInputGradient computes Conv2dInputGradient: a convolution of the output gradient with turned filters.
func winogradInputGradient[T Float](c Convolution, inputGradient, outputGradient, filter []T) {
	k := microkernelOf[T]()
	weights, buffer := panelSpectrum[T](c.Filters, c.Channels).borrow()
	defer giveBack(buffer)
	weights.turnedFilters(k, filter)
	height, width := c.Output()
	seen := winogradInput(k, c.Batch, c.Filters, height, width, c.Height, c.Width, 2-c.Window.Top, 2-c.Window.Left)
	made := winogradOutput(k, c.Batch, c.Channels, c.Height, c.Width)
	winogradConvolve(k, &seen, &made, weights, inputGradient, outputGradient, nil)
}

// winogradConvolve convolves images block by block.
func winogradConvolve[T Float](k *microkernel[T], seen, made *winogradImages[T], weights spectrum[T], output, input, bias []T) {
	rows := seen.blockRows()
	tiles := quotient(rows*seen.columns, k.winograd.rows) * k.winograd.rows
	left, buffer := leftSpectrum[T](tiles, seen.channels).borrow()
	defer giveBack(buffer)
	to, buffer := panelSpectrum[T](tiles, made.channels).borrow()
	defer giveBack(buffer)
	p := winogradProduct[T]{kernel: &k.winograd, depth: seen.channels, left: left, right: weights, to: to, rowStride: left.item, depthStride: 1}
	for first := 0; first < seen.tileRows; first += rows {
		n := min(rows, seen.tileRows-first)
		p.rows = n * seen.columns
		seen.transform(k.winograd.input, &left, input, first, n)
		p.run(false)
		made.restore(k.winograd.output, output, &to, bias, first, n)
	}
}

// winogradFilterGradient computes Conv2dFilterGradient: the transpose of the transforms, applied to products summed over all tiles.
func winogradFilterGradient[T Float](c Convolution, filterGradient, input, outputGradient []T) {
	k := microkernelOf[T]()
	height, width := c.Output()
	seen := winogradInput(k, c.Batch, c.Channels, c.Height, c.Width, height, width, c.Window.Top, c.Window.Left)
	made := winogradOutput(k, c.Batch, c.Filters, height, width)
	rows := seen.blockRows()
	left, buffer := leftSpectrum[T](rows*seen.columns, c.Filters).borrow()
	defer giveBack(buffer)
	right, buffer := panelSpectrum[T](rows*seen.columns, c.Channels).borrow()
	defer giveBack(buffer)
	to, buffer := panelSpectrum[T](quotient(c.Filters, k.winograd.rows)*k.winograd.rows, c.Channels).borrow()
	defer giveBack(buffer)
	p := winogradProduct[T]{kernel: &k.winograd, rows: c.Filters, left: left, right: right, to: to, rowStride: 1, depthStride: left.item}
	for first := 0; first < seen.tileRows; first += rows {
		n := min(rows, seen.tileRows-first)
		p.depth = n * seen.columns
		seen.transform(k.winograd.input, &right, input, first, n)
		made.transform(k.winograd.spread, &left, outputGradient, first, n)
		p.run(first > 0)
	}
	to.filterGradient(k, filterGradient, c.Filters)
}
