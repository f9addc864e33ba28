package jpeg

import "github.com/pkg/errors"

// clearCoefficients makes room for all coefficients of a progressive picture, which come a few bits at a time.
func (r *reader) clearCoefficients() {
	for i := range r.components {
		c := &r.components[i]
		c.perRow = r.unitsAcross * c.Across
		size := 64 * c.perRow * r.unitsDown * c.Down
		if cap(c.coefficients) < size {
			c.coefficients = make([]int16, size)
			continue
		}
		c.coefficients = c.coefficients[:size]
		clear(c.coefficients)
	}
}

// coefficientsAt returns the coefficients of a block, in the order of the file.
func (c *component) coefficientsAt(column, row int) *[64]int16 {
	return (*[64]int16)(c.coefficients[64*(row*c.perRow+column):])
}

// progressiveBlock decodes what a scan has of a block (T.81, G.2). It returns false if the data are damaged.
func (r *reader) progressiveBlock(s *scan, i int, to *[64]int16) bool {
	r.bits.fill()
	switch {
	case s.first == 0 && s.high == 0:
		return r.firstDC(s, i, to)
	case s.first == 0:
		to[0] |= int16(r.bits.bit() << s.low)
		return true
	case s.high == 0:
		return r.firstBand(s, i, to)
	}
	return r.refineBand(s, i, to)
}

func (r *reader) firstDC(s *scan, i int, to *[64]int16) bool {
	size := r.bits.symbol(s.dc[i])
	if size < 0 || size > 15 {
		return false
	}
	c := s.members[i]
	if size > 0 {
		c.prediction += extend(r.bits.take(size), size)
	}
	to[0] = int16(c.prediction << s.low)
	return true
}

// firstBand decodes the high bits of a band of coefficients.
func (r *reader) firstBand(s *scan, i int, to *[64]int16) bool {
	if r.runs > 0 {
		r.runs--
		return true
	}
	b := &r.bits
	for k := s.first; k <= s.last; k++ {
		b.fill()
		run, size, value := r.bandSymbol(s.ac[i])
		switch {
		case size < 0:
			return false
		case size > 0:
			if k += run; k > 63 {
				return false
			}
			to[k] = int16(value << s.low)
		case run == 15:
			k += 15
		default: // the end of the band, in this block and others
			r.runs = r.endRun(run) - 1
			return true
		}
	}
	return true
}

// bandSymbol decodes a run of zeros and the value after it. size is less than 0 if the data are damaged, and 0 if there is no value.
func (r *reader) bandSymbol(h *huffman) (run, size int, value int32) {
	b := &r.bits
	if entry := h.fast[b.buffer>>(64-shortest)]; entry&complete != 0 {
		length := int(entry & 0x7f)
		b.buffer <<= length
		b.count -= length
		return int(entry >> 12 & 15), 1, int32(int16(entry >> 16))
	}
	symbol := b.symbol(h)
	if symbol < 0 {
		return 0, -1, 0
	}
	if run, size = symbol>>4, symbol&15; size > 0 {
		value = extend(b.take(size), size)
	}
	return run, size, value
}

// endRun returns for how many blocks, this one included, the band has ended.
func (r *reader) endRun(bits int) int {
	run := 1 << bits
	if bits > 0 {
		run += int(r.bits.take(bits))
	}
	return run
}

// refineBand decodes one more bit of a band of coefficients (T.81, G.1.2.3): new ones, which are 1 or -1 at this bit, and between them a bit
// for each that is not zero already.
func (r *reader) refineBand(s *scan, i int, to *[64]int16) bool {
	b := &r.bits
	k := s.first
	if r.runs == 0 {
		for ; k <= s.last; k++ {
			b.fill()
			symbol := b.symbolWithin(s.ac[i])
			if symbol < 0 {
				return false
			}
			run, size := symbol>>4, symbol&15
			value := int16(0)
			switch {
			case size == 1:
				value = int16(1) << s.low
				if b.take(1) == 0 {
					value = -value
				}
			case size > 1:
				return false
			case run < 15:
				r.runs = r.endRun(run)
			}
			if r.runs > 0 {
				break
			}
			if k = r.refine(to, k, s.last, run, s.low); k > s.last {
				if value != 0 {
					return false
				}
				break
			}
			if value != 0 {
				to[k] = value
			}
		}
	}
	if r.runs > 0 {
		r.refine(to, k, s.last, 64, s.low)
		r.runs--
	}
	return true
}

// refine reads a bit for each coefficient from k on that is not zero, until it has passed so many that are. It returns the place of the next
// zero after these.
func (r *reader) refine(to *[64]int16, k, last, zeros int, low uint) int {
	for ; k <= last; k++ {
		if to[k] == 0 {
			if zeros == 0 {
				return k
			}
			zeros--
			continue
		}
		if r.bits.bit() == 1 && to[k]>>low&1 == 0 {
			if to[k] > 0 {
				to[k] += 1 << low
			} else {
				to[k] -= 1 << low
			}
		}
	}
	return k
}

// symbolWithin is symbol for a table of coefficients whose entries may hold a value too: the code alone is used up.
func (b *bits) symbolWithin(h *huffman) int {
	entry := h.fast[b.buffer>>(64-shortest)]
	if entry == 0 {
		return b.longSymbol(h)
	}
	if entry&complete == 0 {
		return b.symbol(h)
	}
	// The length of the code is that of the entry without the value.
	for length := 1; length <= shortest; length++ {
		if code := int32(b.buffer >> (64 - length)); code <= h.last[length] {
			b.buffer <<= length
			b.count -= length
			return int(h.symbols[uint8(code+h.offset[length])])
		}
	}
	return -1
}

// reconstruct transforms the blocks that are wanted, when all scans are over.
func (r *reader) reconstruct() error {
	for i := range r.components {
		c := &r.components[i]
		if !r.tables.quantised[c.quantisation] {
			return errors.Errorf("the quantisation table %d is missing", c.quantisation)
		}
		quantisation := &r.tables.quantisation[c.quantisation]
		for row := c.blocks.Min.Y; row < c.blocks.Max.Y; row++ {
			for column := c.blocks.Min.X; column < c.blocks.Max.X; column++ {
				last := 0
				for k, value := range c.coefficientsAt(column, row) {
					if value != 0 {
						r.block[zigzag[k]&63] = int32(value) * quantisation[k]
						last = k
					}
				}
				r.store(c, column, row, last)
			}
		}
	}
	return nil
}
