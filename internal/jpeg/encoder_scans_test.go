package jpeg

// unit is a function that writes the block of a component.
type unit func(component int, block *[64]int)

// scan writes a scan of some components.
func (e *encoder) scan(components []int, first, last, higher, shift int, write unit, flush func()) {
	header := []byte{byte(len(components))}
	for _, i := range components {
		header = append(header, e.frame.components[i].identifier, 0)
	}
	e.segment(markerSOS, append(header, byte(first), byte(last), byte(higher<<4|shift)))
	for i := range e.frame.components {
		e.frame.components[i].prediction = 0
	}
	done := 0
	e.eachUnit(components, func(blocks func(unit)) {
		if e.restart > 0 && done > 0 && done%e.restart == 0 {
			flush()
			e.align()
			e.segment(byte(markerRST0+(done/e.restart-1)%8), nil)
			for i := range e.frame.components {
				e.frame.components[i].prediction = 0
			}
		}
		done++
		blocks(write)
	})
	flush()
	e.align()
}

// eachUnit visits the coded units of a scan.
func (e *encoder) eachUnit(components []int, visit func(blocks func(unit))) {
	if len(components) == 1 {
		i := components[0]
		c := e.frame.components[i]
		for y := range c.blocksHigh {
			for x := range c.blocksWide {
				visit(func(write unit) { write(i, &e.blocks[i][y*e.frame.unitsWide*c.sampling.Horizontal+x]) })
			}
		}
		return
	}
	for y := range e.frame.unitsHigh {
		for x := range e.frame.unitsWide {
			visit(func(write unit) {
				for _, i := range components {
					h, v := e.sampling[i].Horizontal, e.sampling[i].Vertical
					for block := range h * v {
						write(i, &e.blocks[i][(y*v+block/h)*e.frame.unitsWide*h+x*h+block%h])
					}
				}
			})
		}
	}
}

func (e *encoder) all() (components []int) {
	for i := range e.sampling {
		components = append(components, i)
	}
	return components
}

func (e *encoder) writeSequential() {
	scans := [][]int{e.all()}
	if e.separate {
		scans = nil
		for _, i := range e.all() {
			scans = append(scans, []int{i})
		}
	}
	for _, components := range scans {
		e.scan(components, 0, 63, 0, 0, func(component int, block *[64]int) {
			e.mean(component, block[0])
			run := 0
			for _, value := range block[1:] {
				if value == 0 {
					run++
					continue
				}
				for ; run > 15; run -= 16 {
					e.acSymbol(0xf0)
				}
				e.acSymbol(run<<4 | sizeOf(value))
				e.value(value, sizeOf(value))
				run = 0
			}
			if run > 0 {
				e.acSymbol(0)
			}
		}, func() {})
	}
}

func (e *encoder) mean(component, value int) {
	difference := value - int(e.frame.components[component].prediction)
	e.frame.components[component].prediction = int32(value)
	e.dcSymbol(sizeOf(difference))
	e.value(difference, sizeOf(difference))
}

// writeProgressive writes all kinds of progressive scans.
func (e *encoder) writeProgressive() {
	e.scan(e.all(), 0, 0, 0, 1, func(component int, block *[64]int) { e.mean(component, block[0]>>1) }, func() {})
	bands := [][4]int{{1, 5, 0, 2}, {6, 63, 0, 2}, {1, 63, 2, 1}, {1, 63, 1, 0}}
	for i, band := range bands {
		for _, component := range e.all() {
			e.band(component, band[0], band[1], band[2], band[3])
		}
		if i == 2 {
			e.scan(e.all(), 0, 0, 1, 0, func(_ int, block *[64]int) { e.bits(uint(block[0]&1), 1) }, func() {})
		}
	}
}

// band writes a scan of AC coefficients.
func (e *encoder) band(component, first, last, higher, shift int) {
	write := func(_ int, block *[64]int) { e.firstBits(block[first:last+1], shift) }
	if higher > 0 {
		write = func(_ int, block *[64]int) { e.refinement(block[first:last+1], shift) }
	}
	e.scan([]int{component}, first, last, higher, shift, write, e.flushEmpty)
}

// flushEmpty writes the end-of-band code of the blocks before.
func (e *encoder) flushEmpty() {
	if e.emptyBlocks > 0 {
		size := sizeOf(e.emptyBlocks) - 1
		e.acSymbol(size << 4)
		e.bits(uint(e.emptyBlocks), size)
		e.emptyBlocks = 0
	}
	e.flushCorrections()
}

func (e *encoder) flushCorrections() {
	for _, bit := range e.corrections {
		e.bits(bit, 1)
	}
	e.corrections = nil
}

// shifted drops bits of the magnitude.
func shifted(value, shift int) int {
	if value < 0 {
		return -(-value >> shift)
	}
	return value >> shift
}

func (e *encoder) firstBits(band []int, shift int) {
	run := 0
	for _, value := range band {
		value = shifted(value, shift)
		if value == 0 {
			run++
			continue
		}
		e.flushEmpty()
		for ; run > 15; run -= 16 {
			e.acSymbol(0xf0)
		}
		e.acSymbol(run<<4 | sizeOf(value))
		e.value(value, sizeOf(value))
		run = 0
	}
	if run > 0 {
		e.emptyBlocks++
	}
}

// refinement follows the procedure of T.81 G.1.2.3.
func (e *encoder) refinement(band []int, shift int) {
	lastNew := -1
	for i, value := range band {
		if magnitude := shifted(value, shift); magnitude == 1 || magnitude == -1 {
			lastNew = i
		}
	}
	run := 0
	var corrections []uint
	for i, value := range band {
		value = shifted(value, shift)
		if value == 0 {
			run++
			continue
		}
		for ; run > 15 && i <= lastNew; run -= 16 {
			e.flushEmpty()
			e.acSymbol(0xf0)
			e.corrections, corrections = corrections, nil
			e.flushCorrections()
		}
		if value > 1 || value < -1 {
			corrections = append(corrections, uint(max(value, -value)&1))
			continue
		}
		e.flushEmpty()
		e.acSymbol(run<<4 | 1)
		e.bits(uint(value+1)/2, 1)
		e.corrections, corrections = corrections, nil
		e.flushCorrections()
		run = 0
	}
	if run > 0 || len(corrections) > 0 {
		e.emptyBlocks++
		e.corrections = append(e.corrections, corrections...)
	}
}
