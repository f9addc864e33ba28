package pixel

import (
	"encoding/binary"
	"math/bits"
)

// Reverse sets dst to src from its end to its start: a row mirrored. dst may be src, but not overlap it otherwise.
func Reverse(dst, src []uint8) {
	low, high := 0, len(dst)
	src = src[:high]
	for ; high-low >= 16; low, high = low+8, high-8 { // both ends are read before one is written
		left, right := binary.LittleEndian.Uint64(src[low:]), binary.LittleEndian.Uint64(src[high-8:])
		binary.LittleEndian.PutUint64(dst[low:], bits.ReverseBytes64(right))
		binary.LittleEndian.PutUint64(dst[high-8:], bits.ReverseBytes64(left))
	}
	for ; low < high; low, high = low+1, high-1 {
		dst[low], dst[high-1] = src[high-1], src[low]
	}
}
