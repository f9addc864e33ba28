package kernel

import "testing"

var pixelShuffleOracles = oracleTable{
	"PixelShuffle":   func(t *testing.T) { forEachType(t, checkPixelShuffle[float32], checkPixelShuffle[float64]) },
	"PixelUnshuffle": func(t *testing.T) { forEachType(t, checkPixelShuffle[float32], checkPixelShuffle[float64]) },
}

// checkPixelShuffle compares PixelShuffle with its formula, and PixelUnshuffle of the result with the input.
func checkPixelShuffle[T Float](t *testing.T) {
	for _, s := range []struct{ batch, channels, height, width, factor int }{
		{1, 1, 1, 1, 1}, {2, 3, 4, 5, 2}, {1, 2, 3, 2, 3}, {0, 1, 2, 2, 2}, {9, 5, 7, 9, 2},
	} {
		r := s.factor
		input := randomSlice[T](generator(), s.batch*s.channels*r*r*s.height*s.width)
		want := make([]float64, len(input))
		for i := range want {
			x, y := i%(s.width*r), i/(s.width*r)%(s.height*r)
			n, c := i/(s.width*r*s.height*r)/s.channels, i/(s.width*r*s.height*r)%s.channels
			channel := c*r*r + y%r*r + x%r
			want[i] = float64(input[((n*s.channels*r*r+channel)*s.height+y/r)*s.width+x/r])
		}
		shuffle := func() []T {
			return into(len(input), func(output []T) { PixelShuffle(output, input, s.batch, s.channels, s.height, s.width, r) })
		}
		checkKernel(t, s, shuffle, want)
		checkKernel(t, s, func() []T {
			return into(len(input), func(output []T) { PixelUnshuffle(output, shuffle(), s.batch, s.channels, s.height, s.width, r) })
		}, widen(input))
	}
}
