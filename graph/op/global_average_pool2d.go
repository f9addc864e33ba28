package op

import "github.com/reefml/reef/internal/kernel"

// GlobalAveragePool2D is the mean of each channel (Lin, Chen and Yan, "Network in network", 2013). x has shape (N, C, H, W). Output shape:
// (N, C).
func GlobalAveragePool2D(x *Node) (*Node, error) {
	if err := expectDims(x, 4, "(N, C, H, W)"); err != nil {
		return nil, err
	}
	return byType(x,
		func() (*Node, error) { return globalAveragePool2D[float32](x) },
		func() (*Node, error) { return globalAveragePool2D[float64](x) })
}

func globalAveragePool2D[T kernel.Float](x *Node) (*Node, error) {
	s := x.Shape()
	size := s[2] * s[3]
	return unary("GlobalAveragePool2D", x, []int{s[0], s[1]},
		func(output, input []T, first, last int) {
			kernel.GlobalAveragePool2D(output, input, (last-first)*s[1], size)
		},
		func(inputGradient, outputGradient []T, first, last int) {
			kernel.GlobalAveragePool2DGradient(inputGradient, outputGradient, (last-first)*s[1], size)
		})
}
