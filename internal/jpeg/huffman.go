package jpeg

import "github.com/pkg/errors"

// lookupBits is how many bits the table of short codes is indexed with: most codes with their values fit, and the
// tables of a photograph together take 16 KiB, less than a first-level cache.
const lookupBits = 10

// lookupEntry says what the next lookupBits bits begin with: in bits 0 to 5 the length of code and value together, in
// bits 8 to 15 the symbol of the code, in bits 16 to 31 the value if it is whole (bit 6). Zero: a longer code, or none.
type lookupEntry uint32

const entryWhole lookupEntry = 1 << 6

func (e lookupEntry) length() uint { return uint(e & 63) }
func (e lookupEntry) symbol() uint { return uint(e>>8) & 255 }
func (e lookupEntry) run() int     { return int(e>>12) & 15 }
func (e lookupEntry) size() uint   { return uint(e>>8) & 15 }
func (e lookupEntry) value() int64 { return int64(int32(e) >> 16) }

// huffmanTable is a table of codes (T.81 annex C).
type huffmanTable struct {
	defined bool      // by the picture at hand
	filled  bool      // with the codes of counts and symbols, maybe by an earlier picture
	counts  [16]uint8 // of codes of length 1 to 16
	symbols [256]uint8
	lookup  [1 << lookupBits]lookupEntry
	limits  [17]uint32 // by length: the first 16 bits past the codes of that length
	offsets [17]int32  // by length: what to add to a code to get its index in symbols
}

// long finds a code that lookup has not, in the 16 bits at the top of bits. length is 0 if there is none.
func (t *huffmanTable) long(bits uint64) (symbol uint, length uint) {
	next := uint32(bits >> 48)
	for length := uint(lookupBits + 1); length <= 16; length++ {
		if next < t.limits[length] {
			return uint(t.symbols[uint8(int32(next>>(16-length))+t.offsets[length])]), length
		}
	}
	return 0, 0
}

// readHuffman takes up a segment of Huffman tables (T.81 B.2.4.2).
func (d *Decoder) readHuffman(s segment) error {
	p := s.payload
	for len(p) > 0 {
		offset := s.offset + len(s.payload) - len(p)
		class, target := p[0]>>4, p[0]&15
		if class > 1 || target > 3 {
			return errors.Errorf("jpeg: byte %d: Huffman table %d of class %d, expected tables 0 to 3 of class 0 or 1",
				offset, target, class)
		}
		if len(p) < 17 {
			return errors.Errorf("jpeg: byte %d: a Huffman table of %d bytes, expected 17 or more", offset, len(p))
		}
		total := 0
		for _, count := range p[1:17] {
			total += int(count)
		}
		if total > 256 || len(p) < 17+total {
			return errors.Errorf("jpeg: byte %d: a Huffman table of %d codes in %d bytes, expected 256 codes or fewer and a byte for each",
				offset, total, len(p)-17)
		}
		table := &d.dc[target]
		if class == 1 {
			table = &d.ac[target]
		}
		if err := table.define([16]uint8(p[1:17]), p[17:17+total], class == 0); err != nil {
			return errors.WithMessagef(err, "jpeg: byte %d", offset)
		}
		p = p[17+total:]
	}
	return nil
}

// define fills the table, unless it is so already: many files have the tables of T.81 annex K.
func (t *huffmanTable) define(counts [16]uint8, symbols []uint8, dc bool) error {
	if t.filled && t.counts == counts && string(t.symbols[:len(symbols)]) == string(symbols) {
		t.defined = true
		return nil
	}
	if dc {
		for _, symbol := range symbols {
			if symbol > 15 {
				return errors.Errorf("a DC difference of %d bits, expected 15 or fewer", symbol)
			}
		}
	}
	t.defined, t.filled = false, false
	t.counts = counts
	copy(t.symbols[:], symbols)
	clear(t.lookup[:])
	code, index := uint32(0), 0
	for length := 1; length <= 16; length++ {
		t.offsets[length] = int32(index) - int32(code)
		for range counts[length-1] {
			if code >= 1<<length {
				return errors.Errorf("more Huffman codes of %d bits than there can be", length)
			}
			if length <= lookupBits {
				t.enter(code, uint(length), symbols[index])
			}
			code++
			index++
		}
		t.limits[length] = code << (16 - length)
		code <<= 1
	}
	t.defined, t.filled = true, true
	return nil
}

// enter fills the entries that begin with a code.
func (t *huffmanTable) enter(code uint32, length uint, symbol uint8) {
	size := uint(symbol & 15)
	spare := lookupBits - length
	entries := t.lookup[code<<spare : (code+1)<<spare]
	for i := range entries {
		entry := lookupEntry(length+size) | lookupEntry(symbol)<<8
		if size > 0 && size <= spare {
			value := extend(uint64(i)>>(spare-size), size)
			entry |= entryWhole | lookupEntry(uint16(value))<<16
		}
		entries[i] = entry
	}
}

// extend is the value that size bits stand for (T.81 F.2.2.1): without a leading 1 it is negative.
func extend(value uint64, size uint) int64 {
	if size == 0 {
		return 0
	}
	below := int64(value>>(size-1)) - 1 // -1 for a negative value, else 0
	return int64(value) + below&(1-int64(1)<<size)
}
