package jpeg

import (
	"bytes"
	"encoding/binary"
)

// windowSize is more than a block takes, with the bytes loaded ahead: 64 codes of 16 bits with values of 15 bits make
// 248 bytes. It is a power of 2 so that masking a position shows the compiler that it is within.
const windowSize = 512

// overrun is how many zero bytes follow the data in a bitReader's memory, so that nothing has to check for the end
// within a block: up to 8 were loaded before it began.
const overrun = windowSize + 16

// bitReader gives the bits of entropy-coded data from one restart marker to the next.
//
// The data are copied with their stuffed zero bytes left out, so that the reader of a block can take 8 bytes at a time
// without looking for markers. The copy takes about a twentieth of the time of decoding.
type bitReader struct {
	data     []byte // the bytes, then overrun zeros
	position int    // of the next byte to load
	bits     uint64 // the next bits from the top; below them may be bits that are loaded again
	count    int    // of bits loaded
	start    int    // where the data begin in the file
	end      int    // where they end in the file: a marker, or the file's end
}

// open reads file from byte start to the next marker.
func (r *bitReader) open(file []byte, start int) {
	if need := len(file) - start + overrun; cap(r.data) < need {
		r.data = make([]byte, 0, need)
	}
	data := r.data[:0]
	position := start
	for {
		found := bytes.IndexByte(file[position:], 0xff)
		if found < 0 {
			data = append(data, file[position:]...)
			position = len(file)
			break
		}
		data = append(data, file[position:position+found]...)
		position += found
		if position+1 < len(file) && file[position+1] == 0 {
			data = append(data, 0xff)
			position += 2
			continue
		}
		break
	}
	var zeros [overrun]byte
	*r = bitReader{data: append(data, zeros[:]...), start: start, end: position}
}

// ended reports whether more bits were taken than there are.
func (r *bitReader) ended() bool {
	return r.position*8-r.count > (len(r.data)-overrun)*8
}

// offset is the byte of file that the next bit lies in.
func (r *bitReader) offset(file []byte) int {
	taken := (r.position*8 - r.count) / 8
	position := r.start
	for ; taken > 0 && position < r.end; taken-- {
		if file[position] == 0xff {
			position++
		}
		position++
	}
	return min(position, r.end)
}

// fill makes 56 bits or more ready.
func (r *bitReader) fill() {
	r.bits |= binary.BigEndian.Uint64(r.data[r.position:]) >> uint(r.count&63)
	r.position += (63 - r.count) >> 3
	r.count |= 56
}

// take returns the next n bits, 0 to 16, of those made ready.
func (r *bitReader) take(n uint) uint64 {
	value := r.bits >> (64 - n)
	r.bits <<= n
	r.count -= int(n)
	return value
}

// symbol decodes a code, of 16 bits at most. ok is false if it is none of the table's.
func (r *bitReader) symbol(t *huffmanTable) (symbol uint, ok bool) {
	entry := t.lookup[r.bits>>(64-lookupBits)]
	length := entry.length() - entry.size()
	symbol = entry.symbol()
	if entry == 0 {
		symbol, length = t.long(r.bits)
		if length == 0 {
			return 0, false
		}
	}
	r.bits <<= length & 63
	r.count -= int(length)
	return symbol, true
}
