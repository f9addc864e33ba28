package op

import "github.com/reefml/reef/internal/kernel"

// UpsampleBilinear2D interpolates between the four nearest pixels. Pixels are squares: coordinates are those of their centres (what other
// libraries call align_corners=false). x has shape (N, C, H, W). Output shape: (N, C, factor*H, factor*W).
func UpsampleBilinear2D(x *Node, factor int) (*Node, error) {
	u, err := upsampling(x, factor)
	if err != nil {
		return nil, err
	}
	return byType(x,
		func() (*Node, error) {
			return upsample2D("UpsampleBilinear2D", x, u, kernel.UpsampleBilinear[float32], kernel.UpsampleBilinearGradient[float32])
		},
		func() (*Node, error) {
			return upsample2D("UpsampleBilinear2D", x, u, kernel.UpsampleBilinear[float64], kernel.UpsampleBilinearGradient[float64])
		})
}
