package jpeg

import (
	"image"
	"math/rand/v2"
	"testing"
)

// FuzzDecode decodes regions of broken files: they give an error or a picture of the size that the header says.
func FuzzDecode(f *testing.F) {
	generator := rand.New(rand.NewPCG(1, 1))
	for _, kind := range kinds() {
		kind.width, kind.height = 1+generator.IntN(40), 1+generator.IntN(40)
		data, _ := kind.encode(generator)
		f.Add(data, uint16(generator.IntN(40)), uint16(generator.IntN(40)), uint16(generator.IntN(40)), uint16(generator.IntN(40)), uint8(generator.IntN(4)))
	}
	f.Fuzz(func(t *testing.T, data []byte, left, top, width, height uint16, shrink uint8) {
		decoder := Decoder{MaxPixels: 1 << 18}
		region := image.Rect(int(left), int(top), int(left)+int(width), int(top)+int(height))
		picture, err := decoder.Decode(data, region, 1<<(shrink%4))
		header, headerError := ReadHeader(data)
		if err != nil {
			return
		}
		if headerError != nil || header.Width != picture.Width || header.Height != picture.Height {
			t.Fatalf("header %+v, %v of a picture %+v", header, headerError, picture.Header)
		}
		if region == (image.Rectangle{}) {
			region = image.Rect(0, 0, header.Width, header.Height)
		}
		for _, c := range picture.Components {
			expectCover(t, picture, c, region)
			for y := range c.Height {
				_ = c.Row(y)
			}
		}
	})
}
