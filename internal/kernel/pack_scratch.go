package kernel

import (
	"math/bits"
	"sync"
)

// scratch keeps the buffers of finished products for the next ones, by the binary logarithm of their length. Lengths that are powers
// of two start on a boundary of a cache line.
type scratch[T Float] [bits.UintSize]sync.Pool

var (
	scratch32 scratch[float32]
	scratch64 scratch[float64]
)

// borrow returns a buffer of at least n numbers, whatever they are. The borrower gives it back with giveBack.
func borrow[T Float](n int) *[]T {
	class := bits.Len(uint(max(n, 16) - 1))
	if buffer, ok := scratchOf[T]()[class].Get().(*[]T); ok {
		return buffer
	}
	buffer := make([]T, 1<<class)
	return &buffer
}

// giveBack returns a buffer that was borrowed.
func giveBack[T Float](buffer *[]T) {
	scratchOf[T]()[bits.Len(uint(len(*buffer)-1))].Put(buffer)
}

func scratchOf[T Float]() *scratch[T] {
	if s, ok := any(&scratch32).(*scratch[T]); ok {
		return s
	}
	return any(&scratch64).(*scratch[T])
}
