package kernel

// Combine sets output to a*x + b*y. It splits the work itself.
func Combine[T Float](output []T, a float64, x []T, b float64, y []T) {
	inBlocks(combination[T]{output, x, y, T(a), T(b)}, len(output))
}

type combination[T Float] struct {
	output, x, y []T
	a, b         T
}

func (c combination[T]) run(low, high int) {
	output, x, y := c.output[low:high], c.x[low:high], c.y[low:high]
	for i, v := range x {
		output[i] = c.a*v + c.b*y[i]
	}
}

// Scale sets output to factor * input. It splits the work itself.
func Scale[T Float](output, input []T, factor float64) {
	inBlocks(scaling[T]{vectorsOf[T](), output, input, T(factor)}, len(output))
}

type scaling[T Float] struct {
	loops         *vectors[T]
	output, input []T
	factor        T
}

func (s scaling[T]) run(low, high int) {
	s.loops.scale(s.output[low:high], s.input[low:high], s.factor)
}

// Clamp sets output to input with what lies outside of [-limit, limit] moved to the nearer end. NaN stays. It splits the work itself.
func Clamp[T Float](output, input []T, limit float64) {
	inBlocks(clamping[T]{output, input, T(limit)}, len(output))
}

type clamping[T Float] struct {
	output, input []T
	limit         T
}

func (c clamping[T]) run(low, high int) {
	output := c.output[low:high]
	for i, v := range c.input[low:high] {
		output[i] = max(-c.limit, min(c.limit, v))
	}
}
