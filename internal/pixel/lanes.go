package pixel

import (
	"encoding/binary"
	"slices"
)

// layout says which loop the lanes of an axis are for.
type layout int

const (
	noLanes   layout = iota // too few pixels for vectors
	nearLanes               // 8 results at a time, from 16 pixels for 4 of them
	farLanes                // a result at a time, from blocks of 16 pixels
)

// lanes holds the weights of an axis in the order in which vectors take them.
type lanes struct {
	layout layout
	steps  int // pairs of pixels for a group of 8 results, or blocks of 16 pixels for a result

	// bases says where the 16 pixels start that are read at a time. They never reach beyond the end of the row.
	bases    []int32
	shuffles []uint8 // which of the pixels belong to which result, for VPSHUFB
	weights  []int16
}

// fewTaps is the number of pixels under the filter up to which results that lie far apart are left to Go.
const fewTaps = 4

// set lays the weights out.
func (l *lanes) set(a *axis) {
	l.layout = noLanes
	blocks := (a.taps + 15) / 16
	switch {
	case a.size < 8 || a.pixels < 16:
	case l.setNear(a):
		l.layout = nearLanes
	case a.taps > fewTaps && 16*blocks <= a.pixels:
		l.setFar(a, blocks)
		l.layout = farLanes
	}
}

// setNear makes groups of 8 results, of which the last ends with the row. It fails if the pixels of 4 results lie too far apart.
func (l *lanes) setNear(a *axis) bool {
	groups := (a.size + 7) / 8
	l.steps = (a.taps + 1) / 2
	l.bases = slices.Grow(l.bases[:0], 2*groups*l.steps)[:2*groups*l.steps]
	l.shuffles = slices.Grow(l.shuffles[:0], 32*groups*l.steps)[:32*groups*l.steps]
	l.weights = slices.Grow(l.weights[:0], 16*groups*l.steps)[:16*groups*l.steps]
	for half := range 2 * groups {
		result := min(half/2*8, a.size-8) + half%2*4
		lowest := min(a.first[result], a.first[result+3])
		highest := max(a.first[result], a.first[result+3])
		for step := range l.steps {
			base := min(lowest+int32(2*step), int32(a.pixels-16))
			if highest+int32(2*step)+1-base > 15 && base < int32(a.pixels-16) {
				return false
			}
			place := 2*(half/2*l.steps+step) + half%2
			l.bases[place] = base
			for i := range 4 {
				l.setPair(a, result+i, 2*step, base, 4*place+i)
			}
		}
	}
	return true
}

// setPair takes two pixels from their places among 16 to the 16-bit halves of a lane. Where there is no second one it is 0.
func (l *lanes) setPair(a *axis, result, tap int, base int32, lane int) {
	const none = 0x80
	offset := uint32(a.first[result] + int32(tap) - base)
	weights := a.of(result)[tap:]
	l.weights[2*lane], l.weights[2*lane+1] = weights[0], 0
	shuffle := offset | none<<8 | none<<16 | none<<24
	if len(weights) > 1 {
		l.weights[2*lane+1] = weights[1]
		shuffle = offset | none<<8 | (offset+1)<<16 | none<<24
	}
	binary.LittleEndian.PutUint32(l.shuffles[4*lane:], shuffle)
}

// setFar fills the last block of each result up with weights of 0.
func (l *lanes) setFar(a *axis, blocks int) {
	l.steps = blocks
	l.bases = slices.Grow(l.bases[:0], a.size)[:a.size]
	l.weights = slices.Grow(l.weights[:0], 16*blocks*a.size)[:16*blocks*a.size]
	clear(l.weights)
	for i, first := range a.first {
		base := min(first, int32(a.pixels-16*blocks))
		l.bases[i] = base
		copy(l.weights[i*16*blocks+int(first-base):], a.of(i))
	}
}
