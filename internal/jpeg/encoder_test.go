package jpeg

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"math/rand/v2"

	"github.com/reefml/reef/internal/pixel"
)

// encoder writes JPEG files of the kinds that image/jpeg does not write, with a float64 DCT, and tells which values a
// decoder with an exact inverse has to give.
type encoder struct {
	width, height int
	sampling      []Sampling
	identifiers   []byte // 1, 2, ... if nil
	progressive   bool
	separate      bool // a sequential scan for every component
	restart       int  // coded units from a restart marker to the next
	wideSteps     bool // quantisation tables of 16 bits
	fillBytes     bool // ff before every marker
	jfif          bool
	adobe         bool
	transform     byte // of the Adobe marker
	exif          []byte

	frame  frame
	steps  [64]int
	blocks [4][][64]int // quantised, in zigzag order
	file   bytes.Buffer

	pending     uint64 // bits not yet written
	pendingSize int
	emptyBlocks int    // of a progressive scan, not yet written
	corrections []uint // that follow them
}

// encode returns a file of a picture like a photograph, and its exact planes.
func (e *encoder) encode(generator *rand.Rand) (file []byte, planes []pixel.Plane) {
	e.layOut()
	for i := range e.steps {
		e.steps[i] = 2 + i/3
		if e.wideSteps && i > 40 {
			e.steps[i] = 300
		}
	}
	for i := range e.sampling {
		e.transformPlane(i, generator)
		planes = append(planes, e.exactPlane(i))
	}
	e.file.Write([]byte{0xff, markerSOI})
	e.writeHeaders()
	if e.progressive {
		e.writeProgressive()
	} else {
		e.writeSequential()
	}
	e.segment(markerEOI, nil)
	return e.file.Bytes(), planes
}

func (e *encoder) layOut() {
	e.frame = frame{width: e.width, height: e.height, count: len(e.sampling)}
	for i, sampling := range e.sampling {
		e.frame.components[i] = component{sampling: sampling, identifier: byte(i + 1)}
		if e.identifiers != nil {
			e.frame.components[i].identifier = e.identifiers[i]
		}
	}
	e.frame.layOut()
}

// cosine is the DCT's factor of frequency k at place n.
func cosine(k, n int) float64 {
	if k == 0 {
		return math.Sqrt(1.0 / 8)
	}
	return math.Cos(float64((2*n+1)*k)*math.Pi/16) / 2
}

// transformPlane makes up a component and fills its quantised coefficients.
func (e *encoder) transformPlane(i int, generator *rand.Rand) {
	c := &e.frame.components[i]
	wide, high := e.frame.unitsWide*c.sampling.Horizontal, e.frame.unitsHigh*c.sampling.Vertical
	e.blocks[i] = make([][64]int, wide*high)
	picture := synthetic(wide*8, high*8, generator)
	for block := range e.blocks[i] {
		var rows [8][8]float64 // transformed along rows
		for y := range 8 {
			for k := range 8 {
				for n := range 8 {
					rows[y][k] += cosine(k, n) * (float64(picture.RGBAAt(block%wide*8+n, block/wide*8+y).R) - 128)
				}
			}
		}
		for index, place := range zigzag {
			sum := 0.0
			for y := range 8 {
				sum += cosine(int(place/8), y) * rows[y][place%8]
			}
			e.blocks[i][block][index] = int(math.Round(sum / float64(e.steps[index])))
		}
	}
}

// exactPlane is what a decoder with an exact inverse DCT gives.
func (e *encoder) exactPlane(i int) pixel.Plane {
	c := &e.frame.components[i]
	wide := e.frame.unitsWide * c.sampling.Horizontal
	plane := pixel.Plane{Width: c.width, Height: c.height, Stride: wide * 8, Values: make([]uint8, 64*len(e.blocks[i]))}
	for block := range e.blocks[i] {
		var dequantised [64]float64
		for index, place := range zigzag {
			dequantised[place] = float64(e.blocks[i][block][index] * e.steps[index])
		}
		for place, value := range exactInverse(&dequantised) {
			x, y := block%wide*8+place%8, block/wide*8+place/8
			plane.Values[y*plane.Stride+x] = uint8(max(0, min(math.Round(value+128), 255)))
		}
	}
	return plane
}

// exactInverse is the inverse DCT by its definition (T.81 A.3.3), along rows, then columns.
func exactInverse(coefficients *[64]float64) (values [64]float64) {
	var middle [64]float64
	for place := range 64 {
		for k := range 8 {
			middle[place] += cosine(k, place%8) * coefficients[place&^7+k]
		}
	}
	for place := range 64 {
		for k := range 8 {
			values[place] += cosine(k, place/8) * middle[8*k+place%8]
		}
	}
	return values
}

func (e *encoder) segment(marker byte, payload []byte) {
	if e.fillBytes {
		e.file.Write([]byte{0xff, 0xff})
	}
	e.file.Write([]byte{0xff, marker})
	if payload != nil {
		e.file.Write(binary.BigEndian.AppendUint16(nil, uint16(len(payload)+2)))
		e.file.Write(payload)
	}
}

func (e *encoder) writeHeaders() {
	if e.jfif {
		e.segment(markerAPP0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"))
	}
	if e.exif != nil {
		e.segment(markerAPP1, append([]byte("Exif\x00\x00"), e.exif...))
	}
	if e.adobe {
		e.segment(markerAPP14, append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), e.transform))
	}
	table := []byte{0}
	if e.wideSteps {
		table[0] = 0x10
	}
	for _, step := range e.steps {
		if e.wideSteps {
			table = append(table, byte(step>>8))
		}
		table = append(table, byte(step))
	}
	e.segment(markerDQT, table)
	layout := []byte{8, byte(e.height >> 8), byte(e.height), byte(e.width >> 8), byte(e.width), byte(len(e.sampling))}
	for _, c := range e.frame.components[:e.frame.count] {
		layout = append(layout, c.identifier, byte(c.sampling.Horizontal<<4|c.sampling.Vertical), 0)
	}
	marker := byte(markerSOF0)
	if e.progressive {
		marker = markerSOF2
	}
	e.segment(marker, layout)
	if e.restart > 0 {
		e.segment(markerDRI, []byte{byte(e.restart >> 8), byte(e.restart)})
	}
	e.segment(markerDHT, append(append([]byte{0}, dcCounts[:]...), dcSymbols()...))
	e.segment(markerDHT, append(append([]byte{0x10}, acCounts[:]...), acSymbols()...))
}

// Codes are the same in all files: 5 bits for DC, and 8, 12 or 16 bits for AC, to have short and long ones.
var (
	dcCounts = [16]byte{4: 16}
	acCounts = [16]byte{7: 128, 11: 100, 15: 28}
)

func dcSymbols() (symbols []byte) {
	for i := range 16 {
		symbols = append(symbols, byte(15-i))
	}
	return symbols
}

// acSymbols are in an order in which codes of every length are in use.
func acSymbols() (symbols []byte) {
	for i := range 256 {
		symbols = append(symbols, byte(i*77))
	}
	return symbols
}

func (e *encoder) bits(value uint, size int) {
	e.pending = e.pending<<size | uint64(value)&(1<<size-1)
	e.pendingSize += size
	for e.pendingSize >= 8 {
		e.pendingSize -= 8
		b := byte(e.pending >> e.pendingSize)
		e.file.WriteByte(b)
		if b == 0xff {
			e.file.WriteByte(0)
		}
	}
}

// align ends the data before a marker with ones.
func (e *encoder) align() {
	if e.pendingSize > 0 {
		e.bits(0xff, 8-e.pendingSize)
	}
}

func (e *encoder) dcSymbol(symbol int) { e.bits(uint(15-symbol), 5) }

func (e *encoder) acSymbol(symbol int) {
	index := bytes.IndexByte(acSymbols(), byte(symbol))
	switch {
	case index < 128:
		e.bits(uint(index), 8)
	case index < 228:
		e.bits(uint(128<<4+index-128), 12)
	default:
		e.bits(uint((128<<4+100)<<4+index-228), 16)
	}
}

// value writes what follows a symbol.
func (e *encoder) value(value, size int) {
	if value < 0 {
		value += 1<<size - 1
	}
	e.bits(uint(value), size)
}

func sizeOf(value int) int {
	return bits.Len(uint(max(value, -value)))
}
