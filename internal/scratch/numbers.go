package scratch

import (
	"math/bits"
	"sync"
)

// numbers keeps buffers by the binary logarithm of their length. Lengths that are powers of two start on a boundary of a cache line.
type numbers[T float32 | float64] struct {
	mutex sync.Mutex
	free  [bits.UintSize][]*[]T
}

var (
	numbers32 numbers[float32]
	numbers64 numbers[float64]
)

// Borrow returns a buffer of at least n numbers, whatever they are. The borrower gives it back with Return.
func Borrow[T float32 | float64](n int) *[]T {
	class := bits.Len(uint(max(n, 16) - 1))
	if buffer := numbersOf[T]().take(class); buffer != nil {
		return buffer
	}
	buffer := make([]T, 1<<class)
	return &buffer
}

// take returns a buffer of that class, or nil if none is free.
func (s *numbers[T]) take(class int) *[]T {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	free := s.free[class]
	if len(free) == 0 {
		return nil
	}
	s.free[class] = free[:len(free)-1]
	return free[len(free)-1]
}

// Return gives back a buffer that was borrowed.
func Return[T float32 | float64](buffer *[]T) {
	s, class := numbersOf[T](), bits.Len(uint(len(*buffer)-1))
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.free[class] = append(s.free[class], buffer)
}

func numbersOf[T float32 | float64]() *numbers[T] {
	if s, ok := any(&numbers32).(*numbers[T]); ok {
		return s
	}
	return any(&numbers64).(*numbers[T])
}
