package jpeg

import (
	"image"
	"image/draw"
	"math/rand/v2"
	"testing"
)

// inverseTolerance is how far planes may be from those of image/jpeg: both inverse transforms are within 1 of the exact
// one, on either side of it.
const inverseTolerance = 2

func TestDecodeEverySize(t *testing.T) {
	generator := rand.New(rand.NewPCG(1, 2))
	var decoder Decoder
	for size := 1; size <= 41; size++ {
		for _, bounds := range []image.Point{{size, size}, {size, 42 - size}, {size + 100, size}} {
			picture := synthetic(bounds.X, bounds.Y, generator)
			grey := image.NewGray(picture.Rect)
			draw.Draw(grey, grey.Rect, picture, image.Point{}, draw.Src)
			for _, source := range []image.Image{picture, grey} {
				for _, quality := range []int{30, 98} {
					data := standardEncoding(t, source, quality)
					got, err := decoder.Decode(data, image.Rectangle{}, 1)
					if err != nil {
						t.Fatalf("%v: %v", bounds, err)
					}
					expectPlanes(t, got, standardPlanes(t, data), inverseTolerance)
				}
			}
		}
	}
}
