package kernel

import "github.com/reefml/reef/internal/parallel"

// A gradientCall is what one call of a GradientPlan works on.
type gradientCall[T Float] struct {
	to             ConvolutionGradients[T]
	seen           []T // the input
	outputGradient func(first, last int, buffer []T) []T
	sums           []T       // of products, by task and tile of dot products
	bias           []float64 // sums of gradients, by task and filter
}

// A gradientTask computes the gradients of some groups of images.
type gradientTask[T Float] struct {
	*GradientPlan[T]
	sums     []T       // of products, by tile of dot products
	bias     []float64 // sums of gradients by filter
	seen     []T       // planes of the input
	gradient []T       // planes of the gradient of the output
}

// tileSums returns how many sums the tiles of dot products hold.
func (p *GradientPlan[T]) tileSums() int {
	return p.c.Groups * p.rowTiles * p.columnTiles * p.kernel.dotRows * p.kernel.dotColumns
}

// run computes the gradients that are wanted.
func (p *GradientPlan[T]) run(to ConvolutionGradients[T], input []T, outputGradient func(first, last int, buffer []T) []T) {
	p.call = gradientCall[T]{to: to, seen: input, outputGradient: outputGradient}
	defer func() { p.call = gradientCall[T]{} }() // the plan outlives the tensors
	if to.Filter != nil {
		buffer := borrow[T](p.tasks * p.tileSums())
		defer giveBack(buffer)
		p.call.sums = *buffer
	}
	if to.Bias != nil {
		buffer := borrow[float64](p.tasks * p.c.Filters)
		defer giveBack(buffer)
		p.call.bias = *buffer
	}
	if p.task == nil { // once for all calls, since functions are allocated
		p.task = func(i int) { p.runTask(i) }
		p.addStrip = func(i int) { p.addSums(i) }
	}
	parallel.For(p.tasks, p.task)
	if to.Filter != nil {
		parallel.For(p.c.Groups*p.rowTiles, p.addStrip)
	}
	for f := range to.Bias {
		total := 0.0
		for i := range p.tasks {
			total += p.call.bias[i*p.c.Filters+f]
		}
		to.Bias[f] = T(total)
	}
}

// runTask computes the i-th task.
func (p *GradientPlan[T]) runTask(i int) {
	t := gradientTask[T]{GradientPlan: p}
	if p.call.to.Filter != nil {
		t.sums = p.call.sums[i*p.tileSums():][:p.tileSums()]
		clear(t.sums)
	}
	if p.call.to.Bias != nil {
		t.bias = p.call.bias[i*p.c.Filters:][:p.c.Filters]
		clear(t.bias)
	}
	t.run(i)
}

// run computes the i-th task.
func (t *gradientTask[T]) run(i int) {
	images := t.output.images
	size := t.c.Filters * t.group.outputHeight * t.group.outputWidth
	buffer := borrow[T](images * size)
	defer giveBack(buffer)
	gradient := t.gradients.take(t.c, t.output.size(t.c.Filters+t.kernel.dotRows, t.kernel.columns))
	defer t.gradients.GiveBack(gradient)
	t.gradient = gradient.numbers
	if t.call.to.Filter != nil {
		seen := t.inputs.take(t.c, t.input.size(t.input.count(), t.kernel.columns))
		defer t.inputs.GiveBack(seen)
		t.seen = seen.numbers
	}
	for first := i * t.perTask * images; first < min((i+1)*t.perTask*images, t.c.Batch); first += images {
		last := min(first+images, t.c.Batch)
		t.images(first, last, t.call.outputGradient(first, last, (*buffer)[:(last-first)*size]))
	}
}

// images computes the gradients of a group of images.
func (t *gradientTask[T]) images(first, last int, outputGradient []T) {
	n, inputSize := last-first, t.c.Channels*t.c.Height*t.c.Width
	if t.call.to.Bias != nil {
		t.addBias(outputGradient, n)
	}
	if t.call.to.Input == nil && t.call.to.Filter == nil {
		return
	}
	fill(&t.output, &t.kernel.mover, t.gradient, outputGradient, n)
	if t.call.to.Input != nil {
		for i := range t.phases {
			f := &t.phases[i]
			f.run(&t.output.layout, t.gradient, 0, t.output.run(n, f.rows, f.columns), t.call.to.Input[first*inputSize+f.start:last*inputSize])
		}
	}
	if t.call.to.Filter != nil {
		fill(&t.input, &t.kernel.mover, t.seen, t.call.seen[first*inputSize:], n)
		t.addProducts(t.output.run(n, t.group.outputHeight, t.group.outputWidth))
	}
}

// addBias adds up the gradients of n images for each filter.
func (t *gradientTask[T]) addBias(outputGradient []T, n int) {
	area := t.group.outputHeight * t.group.outputWidth
	for i := range n * t.c.Filters {
		t.bias[i%t.c.Filters] += sum(outputGradient[i*area:][:area])
	}
}

// addProducts adds to the gradient of the filters what a group of images contributes, from a run of n positions.
func (t *gradientTask[T]) addProducts(n int) {
	k, sums := t.kernel, t.sums
	plane, margin := t.output.plane(), t.output.margin()
	size := k.dotRows * k.dotColumns
	for g := range t.c.Groups {
		seen := t.seen[g*t.group.channels*len(t.input.phases)*plane:]
		for row := range t.rowTiles {
			left := t.gradient[margin+(g*t.group.filters+row*k.dotRows)*plane:]
			for column := range t.columnTiles {
				k.dots(n, left, plane, seen, t.offsets[column*k.dotColumns:][:k.dotColumns], sums[:size])
				sums = sums[size:]
			}
		}
	}
}

// addSums adds the sums of all tasks, in order, for one row of tiles.
func (p *GradientPlan[T]) addSums(i int) {
	k, sums := p.kernel, p.call.sums
	size, each := k.dotRows*k.dotColumns, p.tileSums()
	strip := p.columnTiles * size
	total := sums[i*strip:][:strip]
	for task := 1; task < p.tasks; task++ {
		Add(total, total, sums[task*each+i*strip:][:strip])
	}
	row := i % p.rowTiles * k.dotRows
	to := p.call.to.Filter[(i/p.rowTiles*p.group.filters+row)*p.group.weights:]
	for lane := range min(k.dotRows, p.group.filters-row) {
		for column, line := 0, to[lane*p.group.weights:][:p.group.weights]; column < len(line); column++ {
			line[column] = total[column*k.dotRows+lane]
		}
	}
}
