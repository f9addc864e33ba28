package kernel

const (
	winogradStep   = 4 // pixels of the output a tile has in each direction
	winogradSide   = 6 // pixels of the input that they see
	winogradPoints = winogradSide * winogradSide
	winogradLanes  = 32 // channels that are transformed together
	winogradDepth  = 64 // terms that are summed before they are added to others: short sums lose less to rounding

	// Where there are few enough channels and filters together, each thread transforms a few tiles and multiplies them while they are in
	// its cache. Where there are more, that would read the transformed filters, which no cache holds, too often.
	winogradApart    = 384
	winogradBlocks   = 8 // the fewest blocks that keep threads busy
	winogradFewTiles = 24
	winogradTiles    = 96
)

// winograd tells whether F(4x4, 3x3) computes the convolution, and both its gradients together, at least 1.2 times as fast as they are
// computed otherwise. BenchmarkWinograd measures 2 times and more with AVX-512 for batches of 64 images, if other programs leave the memory
// alone; if they do not, 1.3 times and more, but only 1.0 to 1.2 for the gradient of the filter with 64 channels.
//
// The transforms take time in proportion to channels plus filters, and for those of the filters to channels times filters, so that both
// have to be many and the tiles too. Tiles that reach beyond the image waste products: at least 10 of the 16 positions of a tile must be
// there, on average. So images of 5 x 5 or 6 x 6 are left out, those of 7 x 7 not.
func (c Convolution) winograd() bool {
	w := c.Window
	fits := c.Groups == 1 && w.Height == 3 && w.Width == 3 && w.StrideHeight == 1 && w.StrideWidth == 1 &&
		w.DilationHeight == 1 && w.DilationWidth == 1 && c.Channels%winogradLanes == 0 && c.Filters%winogradLanes == 0
	height, width := c.Output()
	tiles := quotient(max(height, c.Height), winogradStep) * quotient(max(width, c.Width), winogradStep)
	return fits && min(c.Channels, c.Filters) >= 64 && c.Batch*tiles >= 48 && height*width >= 10*tiles
}

// usesWinograd tells whether a convolution of numbers of type T is computed by F(4x4, 3x3).
func usesWinograd[T Float](c Convolution) bool {
	var zero T
	_, single := any(zero).(float32)
	return single && c.winograd()
}
