package jpeg

// A block is 64 coefficients in rows, multiplied out.
type block [64]int32

// sequentialBlock decodes a block of a baseline or extended picture (T.81, F.2). It returns the place, in the order of the file, of the last
// coefficient that is not zero, or -1 if the data are damaged. If into is nil the coefficients are wanted by nobody.
func (r *reader) sequentialBlock(c *component, dc, ac *huffman, quantisation *[64]int32, into *block) int {
	b := &r.bits
	b.fill()
	size := b.symbol(dc)
	if size < 0 || size > 15 {
		return -1
	}
	if size > 0 {
		c.prediction += extend(b.take(size), size)
	}
	if into == nil {
		return skipCoefficients(b, ac)
	}
	into[0] = c.prediction * quantisation[0]
	return readCoefficients(b, ac, quantisation, into)
}

// readCoefficients is the innermost loop of decoding, with the state of the bits in registers.
func readCoefficients(b *bits, ac *huffman, quantisation *[64]int32, into *block) int {
	buffer, count := b.buffer, b.count
	last := 0
	for k := 1; k < 64; k++ {
		if count < 32 { // a code has 16 bits at most, and a value 15
			b.buffer, b.count = buffer, count
			b.fill()
			buffer, count = b.buffer, b.count
		}
		entry := ac.fast[buffer>>(64-shortest)]
		length := int(entry & 0x7f)
		if entry&complete != 0 {
			buffer <<= length & 63
			count -= length
			k += int(entry >> 12 & 15)
			into[zigzag[k&127]&63] = int32(int16(entry>>16)) * quantisation[k&63]
			last = k
			continue
		}
		symbol := int(entry >> 8)
		if length == 0 {
			b.buffer, b.count = buffer, count
			if symbol = b.longSymbol(ac); symbol < 0 {
				return -1
			}
			buffer, count = b.buffer, b.count
		} else {
			buffer <<= length & 63
			count -= length
		}
		run, size := symbol>>4, symbol&15
		if size == 0 {
			if run != 15 {
				break // the rest is zero
			}
			k += 15
			continue
		}
		k += run
		value := extend(int32(buffer>>((64-size)&63)), size)
		buffer <<= size & 63
		count -= size
		into[zigzag[k&127]&63] = value * quantisation[k&63]
		last = k
	}
	b.buffer, b.count = buffer, count
	if last > 63 {
		return -1
	}
	return last
}

// skipCoefficients is readCoefficients for a block that nobody wants.
func skipCoefficients(b *bits, ac *huffman) int {
	buffer, count := b.buffer, b.count
	for k := 1; k < 64; k++ {
		if count < 32 {
			b.buffer, b.count = buffer, count
			b.fill()
			buffer, count = b.buffer, b.count
		}
		entry := ac.fast[buffer>>(64-shortest)]
		length := int(entry & 0x7f)
		symbol := int(entry >> 8 & 0xff)
		if length == 0 {
			b.buffer, b.count = buffer, count
			if symbol = b.longSymbol(ac); symbol < 0 {
				return -1
			}
			buffer, count = b.buffer, b.count
		} else {
			buffer <<= length & 63
			count -= length
		}
		size := symbol & 15
		if symbol == 0 && entry&complete == 0 {
			break
		}
		buffer <<= size & 63
		count -= size
		k += symbol >> 4
	}
	b.buffer, b.count = buffer, count
	return 0
}
