package op

import "github.com/reefml/reef/internal/kernel"

// LeakyRectify is x where x > 0 and slope*x elsewhere, element by element (Maas, Hannun and Ng, 2013). Output shape: that of x.
func LeakyRectify(x *Node, slope float64) (*Node, error) {
	return activate(x, leakyRectify(float32(slope)), leakyRectify(slope))
}

func leakyRectify[T kernel.Float](slope T) activation[T] {
	return activation[T]{
		name:    "LeakyRectify",
		forward: func(output, input []T) { kernel.LeakyRectify(output, input, slope) },
		derivative: func(inputGradient, outputGradient, input []T) {
			kernel.LeakyRectifyGradient(inputGradient, outputGradient, input, slope)
		},
	}
}
