package op

import "github.com/reefml/reef/internal/kernel"

// AveragePool2D is the mean of each window, over the elements that lie inside the image: padding is not counted. x has shape (N, C, H, W).
// Output shape: (N, C, H', W') as for Conv2d.
func AveragePool2D(x *Node, window Window) (*Node, error) {
	p, err := pooling(x, window)
	if err != nil {
		return nil, err
	}
	return byType(x,
		func() (*Node, error) { return averagePool2D[float32](p, x) },
		func() (*Node, error) { return averagePool2D[float64](p, x) })
}

func averagePool2D[T kernel.Float](p kernel.Pooling, x *Node) (*Node, error) {
	height, width := p.Output()
	return unary("AveragePool2D", x, []int{p.Batch, p.Channels, height, width},
		func(output, input []T, first, last int) { kernel.AveragePool2D(few(p, last-first), output, input) },
		func(inputGradient, outputGradient []T, first, last int) {
			kernel.AveragePool2DGradient(few(p, last-first), inputGradient, outputGradient)
		})
}
