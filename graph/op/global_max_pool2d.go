package op

import "github.com/reefml/reef/internal/kernel"

// GlobalMaxPool2D is the maximum of each channel. x has shape (N, C, H, W). Output shape: (N, C).
func GlobalMaxPool2D(x *Node) (*Node, error) {
	if err := expectDims(x, 4, "(N, C, H, W)"); err != nil {
		return nil, err
	}
	return byType(x,
		func() (*Node, error) { return globalMaxPool2D[float32](x) },
		func() (*Node, error) { return globalMaxPool2D[float64](x) })
}

func globalMaxPool2D[T kernel.Float](x *Node) (*Node, error) {
	s := x.Shape()
	channels, size := s[1], s[2]*s[3]
	places := make([]int32, s[0]*channels)
	return unary("GlobalMaxPool2D", x, []int{s[0], s[1]},
		func(output, input []T, first, last int) {
			kernel.GlobalMaxPool2D(output, places[first*channels:last*channels], input, (last-first)*channels, size)
		},
		func(inputGradient, outputGradient []T, first, last int) {
			kernel.GlobalMaxPool2DGradient(inputGradient, outputGradient, places[first*channels:last*channels], (last-first)*channels, size)
		})
}
