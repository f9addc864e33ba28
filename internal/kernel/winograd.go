package kernel

import "github.com/reefml/reef/internal/parallel"

const (
	winogradStep   = 4 // pixels of the output a tile has in each direction
	winogradSide   = 6 // pixels of the input that they see
	winogradPoints = winogradSide * winogradSide
	winogradOne    = winogradSide + 1 // the point (1, 1)
	winogradLanes  = 32               // channels that are transformed together
)

// winogradBlock is how many tiles are transformed before they are multiplied.
var winogradBlock = 96

// winograd tells whether F(4x4, 3x3) computes the convolution faster.
func (c Convolution) winograd() bool {
	w := c.Window
	return c.Groups == 1 && w.Height == 3 && w.Width == 3 && w.StrideHeight == 1 && w.StrideWidth == 1 &&
		w.DilationHeight == 1 && w.DilationWidth == 1 && c.Channels%winogradLanes == 0 && c.Filters%winogradLanes == 0 &&
		c.Channels >= 64 && c.Filters >= 64 && c.outputArea() > 0
}

// usesWinograd tells whether a convolution of numbers of type T is computed by F(4x4, 3x3).
func usesWinograd[T Float](c Convolution) bool {
	var zero T
	_, single := any(zero).(float32)
	return single && c.winograd()
}

// winogradInput cuts images in tiles for an output of the given size.
func winogradInput[T Float](m *mover[T], batch, channels, height, width, outputHeight, outputWidth, top, left int) winogradImages[T] {
	rows, columns := quotient(outputHeight, winogradStep), quotient(outputWidth, winogradStep)
	return winogradImages[T]{
		mover: m, channels: channels, height: height, width: width, top: top, left: left, side: winogradSide,
		rows: rows, columns: columns, tiles: batch * rows * columns, tileRows: batch * rows,
	}
}

// winogradOutput cuts images in tiles that do not overlap.
func winogradOutput[T Float](m *mover[T], batch, channels, height, width int) winogradImages[T] {
	v := winogradInput(m, batch, channels, height, width, height, width, 0, 0)
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
func (v *winogradImages[T]) restore(apply winogradTransform[T], images []T, from *spectrum[T], first, n int) {
	parallel.For(n*v.groups(), func(i int) {
		row, group := i/v.groups(), i%v.groups()
		buffer := borrow[T](v.scratch())
		defer giveBack(buffer)
		pitch := v.pitch() * winogradLanes
		for tile := range v.columns {
			apply((*buffer)[tile*winogradStep*winogradLanes:], pitch, winogradLanes,
				from.at(group, row*v.columns+tile), winogradSide*from.point, from.point)
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
	seen := winogradInput(&k.mover, c.Batch, c.Channels, c.Height, c.Width, height, width, c.Window.Top, c.Window.Left)
	made := winogradOutput(&k.mover, c.Batch, c.Filters, height, width)
	winogradConvolve(&k.winograd, &seen, &made, weights, output, input, bias)
}

// winogradInputGradient computes Conv2dInputGradient: a convolution of the output gradient with turned filters.
func winogradInputGradient[T Float](c Convolution, inputGradient, outputGradient, filter []T) {
	k := microkernelOf[T]()
	weights, buffer := panelSpectrum[T](c.Filters, c.Channels).borrow()
	defer giveBack(buffer)
	weights.turnedFilters(k, filter)
	height, width := c.Output()
	seen := winogradInput(&k.mover, c.Batch, c.Filters, height, width, c.Height, c.Width, 2-c.Window.Top, 2-c.Window.Left)
	made := winogradOutput(&k.mover, c.Batch, c.Channels, c.Height, c.Width)
	winogradConvolve(&k.winograd, &seen, &made, weights, inputGradient, outputGradient, nil)
}

// winogradConvolve convolves images block by block.
func winogradConvolve[T Float](k *winogradKernel[T], seen, made *winogradImages[T], weights spectrum[T], output, input, bias []T) {
	rows := seen.blockRows()
	tiles := quotient(rows*seen.columns, k.rows) * k.rows
	left, buffer := leftSpectrum[T](tiles, seen.channels).borrow()
	defer giveBack(buffer)
	to, buffer := panelSpectrum[T](tiles, made.channels).borrow()
	defer giveBack(buffer)
	p := winogradProduct[T]{kernel: k, depth: seen.channels, left: left, right: weights, to: to, rowStride: left.item, depthStride: 1}
	accumulate := func(point int) bool { return point == winogradOne && bias != nil }
	for first := 0; first < seen.tileRows; first += rows {
		n := min(rows, seen.tileRows-first)
		p.rows = n * seen.columns
		seen.transform(k.input, &left, input, first, n)
		if bias != nil {
			to.start(bias, p.rows)
		}
		p.run(accumulate)
		made.restore(k.output, output, &to, first, n)
	}
}

// start writes the bias where the product is added to it: what is added to a polynomial at (1, 1) alone is added to all outputs.
func (s *spectrum[T]) start(bias []T, items int) {
	at := *s
	at.data = s.data[winogradOne*s.point:]
	for group := range s.groups {
		for item := range items {
			copy(at.at(group, item)[:winogradLanes], bias[group*winogradLanes:])
		}
	}
}

// winogradFilterGradient computes Conv2dFilterGradient: the transpose of the transforms, applied to products summed over all tiles.
func winogradFilterGradient[T Float](c Convolution, filterGradient, input, outputGradient []T) {
	k := microkernelOf[T]()
	height, width := c.Output()
	seen := winogradInput(&k.mover, c.Batch, c.Channels, c.Height, c.Width, height, width, c.Window.Top, c.Window.Left)
	made := winogradOutput(&k.mover, c.Batch, c.Filters, height, width)
	rows := seen.blockRows()
	left, buffer := leftSpectrum[T](rows*seen.columns, c.Filters).borrow()
	defer giveBack(buffer)
	right, buffer := panelSpectrum[T](rows*seen.columns, c.Channels).borrow()
	defer giveBack(buffer)
	to, buffer := panelSpectrum[T](quotient(c.Filters, k.winograd.rows)*k.winograd.rows, c.Channels).borrow()
	defer giveBack(buffer)
	p := winogradProduct[T]{kernel: &k.winograd, rows: c.Filters, left: left, right: right, to: to, rowStride: 1, depthStride: left.item}
	first := 0
	accumulate := func(int) bool { return first > 0 }
	for ; first < seen.tileRows; first += rows {
		n := min(rows, seen.tileRows-first)
		p.depth = n * seen.columns
		seen.transform(k.winograd.input, &right, input, first, n)
		made.transform(k.winograd.spread, &left, outputGradient, first, n)
		p.run(accumulate)
	}
	to.filterGradient(k, filterGradient, c.Filters)
}
