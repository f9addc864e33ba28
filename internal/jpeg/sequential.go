package jpeg

import "encoding/binary"

// decodeBlock reads a block of a sequential picture into block, dequantised, and returns the index of the last
// coefficient. ok is false if the data break the format.
//
// The state of the reader lives in registers here: through memory every code would wait for the one before it to be
// stored and loaded. Bits are loaded before every code, whether they run short or not: a branch would often be
// mispredicted.
func decodeBlock(r *bitReader, c *component, block *coefficients) (last int, ok bool) {
	if !decodeMean(r, c) {
		return 0, false
	}
	block[0] += int64(c.prediction) * c.multipliers[0]
	table := c.ac
	window, position, bits, count := (*[windowSize + 8]byte)(r.data[r.position:]), 0, r.bits, r.count
	index := 1
	for index < 64 {
		start := position & (windowSize - 1)
		bits |= binary.BigEndian.Uint64(window[start:start+8]) >> uint(count&63)
		position += (63 - count) >> 3
		count |= 56
		entry := table.lookup[bits>>(64-lookupBits)]
		if entry&entryWhole != 0 {
			bits <<= entry.length()
			count -= int(entry.length())
			index += entry.run()
			block[zigzagPair[index&63]&31] += entry.value() * c.multipliers[index&63]
			index++
			continue
		}
		symbol, length := entry.symbol(), entry.length()-entry.size()
		if entry == 0 {
			symbol, length = table.long(bits)
			if length == 0 {
				return 0, false
			}
		}
		bits <<= length & 63
		count -= int(length)
		size := symbol & 15
		if size == 0 {
			if symbol != 0xf0 { // end of block
				break
			}
			index += 16
			continue
		}
		index += int(symbol >> 4)
		block[zigzagPair[index&63]&31] += extend(bits>>(64-size), size) * c.multipliers[index&63]
		index++
		bits <<= size
		count -= int(size)
	}
	r.position, r.bits, r.count = r.position+position, bits, count
	return index - 1, index <= 64
}

// decodeMean reads the difference of a block's DC coefficient to that of the block before it.
func decodeMean(r *bitReader, c *component) bool {
	r.fill()
	entry := c.dc.lookup[r.bits>>(64-lookupBits)]
	if entry&entryWhole != 0 {
		r.bits <<= entry.length()
		r.count -= int(entry.length())
		c.prediction += int32(entry.value())
		return true
	}
	size, ok := r.symbol(c.dc)
	if !ok {
		return false
	}
	c.prediction += int32(extend(r.take(size), size))
	return true
}

// skipBlock passes over a block, keeping only what later blocks need.
func skipBlock(r *bitReader, c *component) bool {
	if !decodeMean(r, c) {
		return false
	}
	table := c.ac
	window, position, bits, count := (*[windowSize + 8]byte)(r.data[r.position:]), 0, r.bits, r.count
	index := 1
	for index < 64 {
		start := position & (windowSize - 1)
		bits |= binary.BigEndian.Uint64(window[start:start+8]) >> uint(count&63)
		position += (63 - count) >> 3
		count |= 56
		entry := table.lookup[bits>>(64-lookupBits)]
		symbol, length := entry.symbol(), entry.length()
		if entry == 0 {
			symbol, length = table.long(bits)
			if length == 0 {
				return false
			}
			length += symbol & 15
		}
		bits <<= length & 63
		count -= int(length)
		if symbol&15 == 0 && symbol != 0xf0 {
			break
		}
		index += int(symbol>>4) + 1
	}
	r.position, r.bits, r.count = r.position+position, bits, count
	return index <= 64
}
