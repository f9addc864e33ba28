package jpeg

// progressiveBlock takes a scan's part of a block's coefficients (T.81 annex G). ok is false if the data break the
// format.
func (s *scan) progressiveBlock(r *bitReader, c *component, block *[64]int16) (ok bool) {
	switch {
	case s.first == 0 && s.refining:
		r.fill()
		block[0] |= int16(r.take(1)) << s.shift
		return true
	case s.first == 0:
		ok = decodeMean(r, c)
		block[0] = int16(c.prediction << s.shift)
		return ok
	case s.refining:
		return s.refine(r, c, block)
	}
	return s.firstBits(r, c, block)
}

// firstBits reads the upper bits of AC coefficients.
func (s *scan) firstBits(r *bitReader, c *component, block *[64]int16) bool {
	if s.emptyBlocks > 0 {
		s.emptyBlocks--
		return true
	}
	for index := s.first; index <= s.last; index++ {
		r.fill()
		symbol, ok := r.symbol(c.ac)
		if !ok {
			return false
		}
		run, size := symbol>>4, symbol&15
		if size == 0 && run < 15 {
			s.emptyBlocks = 1<<run + int(r.take(run)) - 1
			return true
		}
		index += int(run)
		if size == 0 {
			continue
		}
		if index > s.last {
			return false
		}
		block[index&63] = int16(extend(r.take(size), size) << s.shift)
	}
	return true
}

// refine reads one more bit of AC coefficients (T.81 G.1.2.3): every code places a new coefficient among those that are
// still zero, and the bits of the others that it passes follow it.
func (s *scan) refine(r *bitReader, c *component, block *[64]int16) bool {
	index := s.first
	for s.emptyBlocks == 0 && index <= s.last {
		r.fill()
		symbol, ok := r.symbol(c.ac)
		if !ok {
			return false
		}
		run, size := symbol>>4, symbol&15
		var value int16
		switch {
		case size == 0 && run < 15:
			s.emptyBlocks = 1<<run + int(r.take(run))
			continue
		case size == 1:
			value = int16(2*int(r.take(1))-1) << s.shift
		case size > 1:
			return false
		}
		index = s.refineRun(r, block, index, int(run))
		if value != 0 {
			if index > s.last {
				return false
			}
			block[index&63] = value
		}
		index++
	}
	if s.emptyBlocks > 0 {
		s.refineRun(r, block, index, 64)
		s.emptyBlocks--
	}
	return true
}

// refineRun passes zeros coefficients that are zero, refining the others, and returns the index of the next zero or
// the end of the band.
func (s *scan) refineRun(r *bitReader, block *[64]int16, index, zeros int) int {
	bit := int16(1) << s.shift
	for ; index <= s.last; index++ {
		value := block[index&63]
		if value == 0 {
			if zeros == 0 {
				break
			}
			zeros--
			continue
		}
		if r.count == 0 {
			r.fill()
		}
		if r.take(1) == 0 || value&bit != 0 {
			continue
		}
		if value > 0 {
			block[index&63] += bit
		} else {
			block[index&63] -= bit
		}
	}
	return index
}
