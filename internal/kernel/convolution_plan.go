package kernel

// A GradientPlan computes the gradients of a convolution from groups of images. Its zero value is ready for Compute.
//
// The input and the gradient of the output have the same layout, so that the planes of both serve both: the gradient of the input is a
// convolution of that of the output, and that of the filter sums products of the two along the run of positions.
type GradientPlan[T Float] struct {
	c      Convolution
	kernel *microkernel[T]
	group  group

	input, output planes
	phases        []inputPhase[T]

	offsets                []int32 // of what each weight of a filter sees; some are repeated to fill the last tile of dot products
	rowTiles, columnTiles  int     // tiles of dot products of a group of filters
	groups, perTask, tasks int     // groups of images, how many of them a task takes, and the number of tasks

	gradients, inputs paddedPool[T] // planes of the output's gradient, and of the input

	call           gradientCall[T]
	task, addStrip func(i int) // runTask and addSums
}

// An inputPhase is those pixels of the input whose row and column have the same remainders when divided by the strides, see
// inputGradientOf.
type inputPhase[T Float] struct {
	sweep[T]
	start  int   // of the phase in an image
	chosen []int // taps that lie on its pixels at some position
}

// prepare works out where everything lies, unless it was done for the same shape.
func (p *GradientPlan[T]) prepare(c Convolution) {
	k := microkernelOf[T]()
	if p.c == c && p.kernel == k {
		return
	}
	p.c, p.kernel, p.group = c, k, c.group()
	p.input.of(c)
	p.input.images = c.gradientGroup()
	p.output = planes{
		layout: p.input.layout, channels: c.Filters, height: p.group.outputHeight, width: p.group.outputWidth, stepHeight: 1, stepWidth: 1,
		phases: append(p.output.phases[:0], tap{}), tall: p.group.outputHeight, wide: p.group.outputWidth,
	}
	p.choosePhases()
	p.input.layout = p.output.layout
	for i := range p.phases {
		f := &p.phases[i]
		f.offsets = p.output.everyChannel(f.offsets, p.group.filters)
		f.groupShift = p.group.filters * p.output.plane()
	}
	p.offsets = p.input.offsets(p.offsets[:0], c, p.group.channels)
	p.rowTiles, p.columnTiles = quotient(p.group.filters, k.dotRows), quotient(p.group.weights, k.dotColumns)
	for len(p.offsets) < p.columnTiles*k.dotColumns {
		p.offsets = append(p.offsets, p.offsets[0])
	}
	p.groups = quotient(c.Batch, p.input.images)
	p.perTask = quotient(p.groups, c.gradientTasks(p.groups))
	p.tasks = quotient(p.groups, p.perTask)
}

// choosePhases finds the taps of each phase and makes room for what they see.
func (p *GradientPlan[T]) choosePhases() {
	c, w := p.c, p.c.Window
	p.phases = resizePhases(p.phases, min(w.StrideHeight, c.Height)*min(w.StrideWidth, c.Width))
	for i := range p.phases {
		f := &p.phases[i]
		y, x := i/min(w.StrideWidth, c.Width), i%min(w.StrideWidth, c.Width)
		f.start = y*c.Width + x
		f.kernel, f.groups, f.filters = p.kernel, c.Groups, p.group.channels
		f.rows, f.columns = quotient(c.Height-y, w.StrideHeight), quotient(c.Width-x, w.StrideWidth)
		area := c.Height * c.Width
		f.imageStride, f.channelStride, f.rowStride, f.columnStride = c.Channels*area, area, w.StrideHeight*c.Width, w.StrideWidth
		f.chosen = f.chosen[:0]
		var furthest [2]tap
		for t := range p.group.taps {
			if place, ok := c.meets(t, y, x); ok {
				f.chosen = append(f.chosen, t)
				furthest[0] = tap{min(furthest[0].y, place.y), min(furthest[0].x, place.x)}
				furthest[1] = tap{max(furthest[1].y, place.y), max(furthest[1].x, place.x)}
			}
		}
		p.output.fit(f.rows, f.columns, p.output.height, p.output.width, furthest[:])
	}
	for i := range p.phases { // the pitch is known now
		f := &p.phases[i]
		f.offsets = f.offsets[:0]
		for _, t := range f.chosen {
			place, _ := c.meets(t, f.start/c.Width, f.start%c.Width)
			f.offsets = append(f.offsets, int32(p.output.margin()+place.y*p.output.pitch+place.x))
		}
	}
}

// meets returns the position at which tap t lies on the first pixel, in row y and column x, of a phase: its distance from the pixel, plus
// the padding, divided by the strides. There is none if that leaves a remainder.
func (c Convolution) meets(t, y, x int) (tap, bool) {
	w := c.Window
	y += w.Top - t/w.Width*w.DilationHeight
	x += w.Left - t%w.Width*w.DilationWidth
	return tap{y / w.StrideHeight, x / w.StrideWidth}, y%w.StrideHeight == 0 && x%w.StrideWidth == 0
}

// resizePhases returns n phases, with the memory that they had.
func resizePhases[T Float](phases []inputPhase[T], n int) []inputPhase[T] {
	phases = phases[:cap(phases)]
	for len(phases) < n {
		phases = append(phases, inputPhase[T]{})
	}
	return phases[:n]
}

// pack packs the filters for the gradient of the input.
func (p *GradientPlan[T]) pack(filter []T) {
	for i := range p.phases {
		f := &p.phases[i]
		f.reserve(false)
		if len(f.chosen) == 0 {
			continue
		}
		if f.apart() {
			for j := range f.weights {
				f.weights[j] = filter[j/len(f.chosen)*p.group.taps+f.chosen[j%len(f.chosen)]]
			}
			continue
		}
		for g := range f.groups {
			left := byChannel[T]{
				filter: filter[g*p.group.filters*p.group.weights:], weights: p.group.weights, taps: p.group.taps, chosen: f.chosen,
			}
			for panel := range f.panels() {
				row := panel * p.kernel.rows
				left.pack(p.kernel.mover, f.panel(g, panel), p.kernel.rows, part{row, min(p.kernel.rows, f.filters-row), 0, len(f.offsets)})
			}
		}
	}
}
