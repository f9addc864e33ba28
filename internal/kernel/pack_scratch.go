package kernel

import (
	"math/bits"
	"sync"
)

// scratch keeps the buffers of finished products for the next ones, by the binary logarithm of their length. Lengths that are powers of
// two start on a boundary of a cache line. It keeps as many buffers as were ever in use at once: unlike a sync.Pool, which the garbage
// collector empties, it allocates nothing in the steady state.
type scratch[T Float] struct {
	mutex sync.Mutex
	free  [bits.UintSize][]*[]T
}

var (
	scratch32 scratch[float32]
	scratch64 scratch[float64]
)

// borrow returns a buffer of at least n numbers, whatever they are. The borrower gives it back with giveBack.
func borrow[T Float](n int) *[]T {
	class := bits.Len(uint(max(n, 16) - 1))
	if buffer := scratchOf[T]().take(class); buffer != nil {
		return buffer
	}
	buffer := make([]T, 1<<class)
	return &buffer
}

// borrowZeros returns a buffer whose first n numbers are zeros.
func borrowZeros[T Float](n int) *[]T {
	buffer := borrow[T](n)
	clear((*buffer)[:n])
	return buffer
}

// take returns a buffer of that class, or nil if none is free.
func (s *scratch[T]) take(class int) *[]T {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	free := s.free[class]
	if len(free) == 0 {
		return nil
	}
	s.free[class] = free[:len(free)-1]
	return free[len(free)-1]
}

// giveBack returns a buffer that was borrowed.
func giveBack[T Float](buffer *[]T) {
	s, class := scratchOf[T](), bits.Len(uint(len(*buffer)-1))
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.free[class] = append(s.free[class], buffer)
}

func scratchOf[T Float]() *scratch[T] {
	if s, ok := any(&scratch32).(*scratch[T]); ok {
		return s
	}
	return any(&scratch64).(*scratch[T])
}
