package kernel

import "github.com/reefml/reef/internal/scratch"

// SumSquares adds the squares of values in float64. The order of the additions depends on their number alone.
func SumSquares[T Float](values []T) float64 {
	n, loops := len(values), vectorsOf[T]()
	blocks := (n + grain - 1) / grain
	partial := scratch.Borrow[float64](blocks)
	defer scratch.Return(partial)
	s := squares[T]{loops, values, (*partial)[:blocks]}
	inBlocks(s, n)
	var total float64
	for _, p := range s.partial {
		total += p
	}
	return total
}

type squares[T Float] struct {
	loops   *vectors[T]
	values  []T
	partial []float64 // one sum for each block of grain elements
}

func (s squares[T]) run(low, high int) { _, s.partial[low/grain] = s.loops.sums(s.values[low:high], 0) }
