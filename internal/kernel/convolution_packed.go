package kernel

import "github.com/reefml/reef/internal/parallel"

// PackedFilter holds the filters of a convolution in the order in which it reads them. It is for callers that take the output a few images
// at a time, while it is in the cache. The zero value is ready for Pack.
type PackedFilter[T Float] struct {
	c      Convolution
	images planes
	sweep  sweep[T]
	direct bool // the images serve as planes: no padding, no strides
	padded paddedPool[T]
}

// Pack packs the filters and the bias, or none if it is nil, in memory that f keeps. Shapes are those of Conv2d.
func (f *PackedFilter[T]) Pack(c Convolution, filter, bias []T) {
	f.prepare(c)
	s, g := &f.sweep, c.group()
	s.reserve(bias != nil)
	if s.apart() {
		copy(s.weights, filter[:len(s.weights)])
		copy(s.bias, bias)
		return
	}
	for i := range c.Groups {
		for panel := range s.panels() {
			row := panel * s.kernel.rows
			lanes := part{0, min(s.kernel.rows, g.filters-row), 0, g.weights}
			place := s.panel(i, panel)
			clearTail(place, s.kernel.rows, lanes)
			s.kernel.mover.transpose(place, s.kernel.rows, filter[(i*g.filters+row)*g.weights:], g.weights, lanes.lanes, g.weights)
		}
		if bias != nil {
			copy(s.bias[i*s.panels()*s.kernel.rows:], bias[i*g.filters:][:g.filters])
		}
	}
}

// prepare works out where everything lies, unless it was done for the same shape.
func (f *PackedFilter[T]) prepare(c Convolution) {
	kernel := microkernelOf[T]()
	if f.c == c && f.sweep.kernel == kernel {
		return
	}
	f.c, f.sweep.kernel = c, kernel
	f.images.of(c)
	f.images.images = c.GroupSize()
	s, g := &f.sweep, c.group()
	s.groups, s.filters = c.Groups, g.filters
	s.rows, s.columns = g.outputHeight, g.outputWidth
	area := g.outputHeight * g.outputWidth
	s.imageStride, s.channelStride, s.rowStride, s.columnStride = c.Filters*area, area, g.outputWidth, 1
	s.last = 0
	if f.direct = c.isPointwise() && area > kernel.columns; f.direct {
		s.last = area - kernel.columns
		f.images.images, f.images.rows, f.images.pitch = 1, 1, area
		s.rows, s.columns = 1, area
	}
	s.offsets = f.images.offsets(s.offsets[:0], c, g.channels)
	s.groupShift = g.channels * len(f.images.phases) * f.images.plane()
}

// isPointwise tells whether windows of one pixel cover the images exactly.
func (c Convolution) isPointwise() bool {
	w := c.Window
	return w.Height == 1 && w.Width == 1 && w.StrideHeight == 1 && w.StrideWidth == 1 && w.Top|w.Bottom|w.Left|w.Right == 0
}

// of describes the input of a convolution.
func (p *planes) of(c Convolution) {
	w := c.Window
	*p = planes{
		channels: c.Channels, height: c.Height, width: c.Width, stepHeight: w.StrideHeight, stepWidth: w.StrideWidth, phases: p.phases[:0],
	}
	rows, columns := c.Output()
	var furthest [2]tap
	for y := range w.Height {
		for x := range w.Width {
			_, within := p.place(tap{y*w.DilationHeight - w.Top, x*w.DilationWidth - w.Left})
			furthest[0] = tap{min(furthest[0].y, within.y), min(furthest[0].x, within.x)}
			furthest[1] = tap{max(furthest[1].y, within.y), max(furthest[1].x, within.x)}
		}
	}
	p.tall = max(0, min(quotient(c.Height, w.StrideHeight), rows+furthest[1].y))
	p.wide = max(0, min(quotient(c.Width, w.StrideWidth), columns+furthest[1].x))
	p.fit(rows, columns, p.tall, p.wide, furthest[:])
}

// offsets appends where each (channel, tap) of a filter sees the first position.
func (p *planes) offsets(list []int32, c Convolution, channels int) []int32 {
	w := c.Window
	for y := range w.Height {
		for x := range w.Width {
			phase, within := p.place(tap{y*w.DilationHeight - w.Top, x*w.DilationWidth - w.Left})
			list = append(list, int32(p.margin()+phase*p.plane()+within.y*p.pitch+within.x))
		}
	}
	return p.everyChannel(list, channels)
}

// everyChannel completes a list that holds what taps see in the first channel.
func (p *planes) everyChannel(list []int32, channels int) []int32 {
	taps, shift := len(list), int32(len(p.phases)*p.plane())
	for i := range taps * (channels - 1) {
		list = append(list, list[i]+shift)
	}
	return list
}

// Convolve convolves some images, one behind the other in input. After Pack, several goroutines may call it at once.
func (f *PackedFilter[T]) Convolve(images int, output, input []T) {
	if f.sweep.rows == 0 || f.sweep.columns == 0 {
		return
	}
	inputSize, outputSize := f.c.Channels*f.c.Height*f.c.Width, f.sweep.imageStride
	if f.direct {
		for i := range images {
			f.sweep.run(&f.images.layout, input[i*inputSize:][:inputSize], 0, f.sweep.columns, output[i*outputSize:])
		}
		return
	}
	padded := f.padded.take(f.c, f.images.size(f.images.count(), f.sweep.kernel.columns))
	defer f.padded.GiveBack(padded)
	for first := 0; first < images; first += f.images.images {
		n := min(f.images.images, images-first)
		fill(&f.images, &f.sweep.kernel.mover, padded.numbers, input[first*inputSize:], n)
		f.sweep.run(&f.images.layout, padded.numbers, 0, f.images.run(n, f.sweep.rows, f.sweep.columns), output[first*outputSize:])
	}
}

// convolve convolves a batch in parallel.
func (f *PackedFilter[T]) convolve(output, input []T) {
	inputSize := f.c.Channels * f.c.Height * f.c.Width
	outputSize := f.c.Filters * f.c.outputArea()
	if quotient(f.c.Batch, f.c.GroupSize()) >= fewGroups || outputSize == 0 {
		parallel.Blocks(f.c.Batch, f.c.taskSize(), func(first, last int) {
			f.Convolve(last-first, output[first*outputSize:last*outputSize], input[first*inputSize:last*inputSize])
		})
		return
	}
	padded := f.padded.take(f.c, f.images.size(f.images.count(), f.sweep.kernel.columns))
	defer f.padded.GiveBack(padded)
	for i := range f.c.Batch {
		f.share(padded.numbers, output[i*outputSize:][:outputSize], input[i*inputSize:][:inputSize])
	}
}

// share convolves one image in parallel, by cutting its positions.
func (f *PackedFilter[T]) share(scratch, output, input []T) {
	s, l := &f.sweep, &f.images.layout
	group := input
	if !f.direct {
		group = scratch
		fill(&f.images, &s.kernel.mover, group, input, 1)
	}
	work := s.groups * s.filters * len(s.offsets) * s.kernel.columns
	parallel.Blocks(l.run(1, s.rows, s.columns), s.kernel.columns*max(1, smallProduct/work), func(start, end int) {
		s.run(l, group, start, end, output)
	})
}
