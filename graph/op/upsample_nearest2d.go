package op

import "github.com/reefml/reef/internal/kernel"

// UpsampleNearest2D repeats every pixel factor times in both directions. x has shape (N, C, H, W). Output shape: (N, C, factor*H, factor*W).
func UpsampleNearest2D(x *Node, factor int) (*Node, error) {
	u, err := upsampling(x, factor)
	if err != nil {
		return nil, err
	}
	return byType(x,
		func() (*Node, error) {
			return upsample2D("UpsampleNearest2D", x, u, kernel.UpsampleNearest[float32], kernel.UpsampleNearestGradient[float32])
		},
		func() (*Node, error) {
			return upsample2D("UpsampleNearest2D", x, u, kernel.UpsampleNearest[float64], kernel.UpsampleNearestGradient[float64])
		})
}
