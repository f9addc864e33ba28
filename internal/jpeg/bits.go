package jpeg

import "encoding/binary"

// bits reads coded data, the most significant bit of a byte first. After a byte 0xff there is a 0 that is no data, or a marker, where the data
// end. Beyond the end it yields zeros and counts them, so that only now and then somebody has to ask.
type bits struct {
	data     []byte
	at       int    // the next byte
	buffer   uint64 // the next bits, from the top; zeros after them
	count    int    // of bits in buffer
	invented int    // bits of those ever put into the buffer that are beyond the end
}

func (b *bits) start(data []byte, at int) {
	*b = bits{data: data, at: at}
}

// overrun tells whether bits beyond the end were used.
func (b *bits) overrun() bool { return b.invented > b.count }

// fill makes sure of at least 48 bits.
func (b *bits) fill() {
	if b.count >= 48 {
		return
	}
	if b.at+8 <= len(b.data) {
		word := binary.BigEndian.Uint64(b.data[b.at:])
		if inverse := ^word; (inverse-0x0101010101010101)&word&0x8080808080808080 == 0 { // no byte is 0xff
			bytes := (64 - b.count) >> 3
			b.buffer |= word >> (b.count & 63)
			b.at += bytes
			b.count += 8 * bytes
			b.buffer &= ^uint64(0) << (64 - b.count)
			return
		}
	}
	b.fillByByte()
}

func (b *bits) fillByByte() {
	for b.count <= 56 {
		value := byte(0)
		switch {
		case b.at >= len(b.data) || b.data[b.at] == 0xff && (b.at+1 >= len(b.data) || b.data[b.at+1] != 0):
			b.invented += 8
		case b.data[b.at] == 0xff:
			value = 0xff
			b.at += 2
		default:
			value = b.data[b.at]
			b.at++
		}
		b.buffer |= uint64(value) << (56 - b.count)
		b.count += 8
	}
}

// take returns the next n bits, 1 to 16, which must be in the buffer.
func (b *bits) take(n int) int32 {
	value := int32(b.buffer >> (64 - n))
	b.buffer <<= n
	b.count -= n
	return value
}

// bit returns the next bit.
func (b *bits) bit() int32 {
	if b.count < 1 {
		b.fill()
	}
	return b.take(1)
}

// symbol returns the symbol of the next code, or -1 if there is no such code. At least 16 bits must be in the buffer.
func (b *bits) symbol(h *huffman) int {
	if entry := h.fast[b.buffer>>(64-shortest)]; entry != 0 {
		length := int(entry & 0x7f)
		b.buffer <<= length
		b.count -= length
		return int(entry >> 8 & 0xff)
	}
	return b.longSymbol(h)
}

// longSymbol finds a code of more than shortest bits.
func (b *bits) longSymbol(h *huffman) int {
	for length := shortest + 1; length <= 16; length++ {
		if code := int32(b.buffer >> (64 - length)); code <= h.last[length] {
			b.buffer <<= length
			b.count -= length
			return int(h.symbols[uint8(code+h.offset[length])])
		}
	}
	return -1
}
