package jpeg

import (
	"encoding/binary"

	"github.com/pkg/errors"
)

// zigzag is the place in the block, row by row, of the coefficients in the order of the file (T.81, figure A.6). Those beyond catch runs that
// lead out of a damaged block.
var zigzag = [128]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// tables are what decoding needs. They may change between scans.
type tables struct {
	quantisation [4][64]int32 // in the order of the file
	quantised    [4]bool      // whether it was defined
	huffman      [2][4]huffman
}

func (t *tables) forget() {
	t.quantised = [4]bool{}
	for class := range t.huffman {
		for i := range t.huffman[class] {
			t.huffman[class][i].defined = false
		}
	}
}

// takeQuantisation reads tables of divisors (T.81, B.2.4.1).
func (t *tables) takeQuantisation(segment []byte) error {
	for len(segment) > 0 {
		wide, number := segment[0]>>4, segment[0]&15
		if wide > 1 || number > 3 {
			return errors.Errorf("a quantisation table has the precision %d and the number %d, expected 0 or 1, and 0 to 3", wide, number)
		}
		size := 64 * (1 + int(wide))
		if len(segment) < 1+size {
			return errors.Errorf("a quantisation table has %d bytes, expected %d", len(segment)-1, size)
		}
		for i := range 64 {
			if wide == 0 {
				t.quantisation[number][i] = int32(segment[1+i])
			} else {
				t.quantisation[number][i] = int32(binary.BigEndian.Uint16(segment[1+2*i:]))
			}
		}
		t.quantised[number] = true
		segment = segment[1+size:]
	}
	return nil
}

// shortest is the length of codes that a look-up decodes in one step, often with the value that follows.
const shortest = 10

// A huffman is a table of codes (T.81, annex C).
type huffman struct {
	defined bool
	// fast says what the next bits begin with: in bits 0 to 6 how many of them are used, or 0 if the code is longer; in bits 8 to 15 the
	// symbol. If bit 7, complete, is set, the value of the coefficient is used up too: it is in bits 16 to 31, and the symbol has the run alone.
	fast    [1 << shortest]uint32
	last    [17]int32 // the last code of each length, or -1
	offset  [17]int32 // of a length: what to add to a code for the place of its symbol
	symbols [256]uint8
}

// complete marks an entry of fast that has the value too.
const complete = 0x80

// takeHuffman reads tables of codes (T.81, B.2.4.2).
func (t *tables) takeHuffman(segment []byte) error {
	for len(segment) > 0 {
		class, number := segment[0]>>4, segment[0]&15
		if class > 1 || number > 3 {
			return errors.Errorf("a Huffman table has the class %d and the number %d, expected 0 or 1, and 0 to 3", class, number)
		}
		if len(segment) < 17 {
			return errors.Errorf("a Huffman table has %d bytes, expected at least 17", len(segment))
		}
		count := 0
		for _, n := range segment[1:17] {
			count += int(n)
		}
		if count > 256 || len(segment) < 17+count {
			return errors.Errorf("a Huffman table has %d symbols and %d bytes for them, expected at most 256, and a byte for each", count,
				len(segment)-17)
		}
		if err := t.huffman[class][number].build(segment[1:17], segment[17:17+count], class == 1); err != nil {
			return err
		}
		segment = segment[17+count:]
	}
	return nil
}

// build makes the table of symbols whose codes have the lengths that counts say.
func (h *huffman) build(counts, symbols []byte, coefficients bool) error {
	h.defined = false
	clear(h.fast[:])
	clear(h.symbols[:])
	copy(h.symbols[:], symbols)
	code, place := int32(0), int32(0)
	for length := 1; length <= 16; length++ {
		h.last[length], h.offset[length] = -1, place-code
		for range counts[length-1] {
			if code >= 1<<length {
				return errors.Errorf("a Huffman table has more codes of %d bits than there can be", length)
			}
			if length <= shortest {
				h.fill(uint32(code), length, symbols[place], coefficients)
			}
			h.last[length] = code
			code++
			place++
		}
		code <<= 1
	}
	h.defined = true
	return nil
}

// fill writes the entries of fast that begin with a code.
func (h *huffman) fill(code uint32, length int, symbol byte, coefficients bool) {
	free := shortest - length
	size := int(symbol & 15)
	for rest := range uint32(1) << free {
		entry := uint32(length) | uint32(symbol)<<8
		if coefficients && size > 0 && size <= free {
			value := extend(int32(rest>>(free-size)), size)
			entry = uint32(length+size) | complete | uint32(symbol&0xf0)<<8 | uint32(uint16(value))<<16
		}
		h.fast[code<<free|rest] = entry
	}
}

// extend returns the value that size bits stand for (T.81, F.2.2.1): those that begin with 0 are negative.
func extend(bits int32, size int) int32 {
	if bits < 1<<(size-1) {
		return bits - 1<<size + 1
	}
	return bits
}
