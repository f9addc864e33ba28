package kernel

import "github.com/reefml/reef/internal/scratch"

func borrow[T Float](n int) *[]T { return scratch.Borrow[T](n) }

// borrowZeros returns a buffer whose first n numbers are zeros.
func borrowZeros[T Float](n int) *[]T {
	buffer := borrow[T](n)
	clear((*buffer)[:n])
	return buffer
}

func giveBack[T Float](buffer *[]T) { scratch.Return(buffer) }
