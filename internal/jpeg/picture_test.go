package jpeg

import (
	"bytes"
	"image"
	"image/color"
	stdjpeg "image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/internal/pixel"
)

// synthetic draws a picture like a photograph: a gradient, waves of several lengths, edges and some noise.
func synthetic(width, height int, generator *rand.Rand) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	phase, long, short := generator.Float64()*6, 20+40*generator.Float64(), 3+8*generator.Float64()
	for y := range height {
		for x := range width {
			value := func(channel float64) uint8 {
				v := 100 + 60*math.Sin(phase+channel+float64(x)/long+float64(y)/30) +
					30*math.Sin(float64(x+2*y)/short+channel) + 8*generator.NormFloat64()
				if (x/37+y/23)%5 == 0 {
					v += 50
				}
				return uint8(max(0, min(v, 255)))
			}
			picture.SetRGBA(x, y, color.RGBA{R: value(0), G: value(1), B: value(2.5), A: 255})
		}
	}
	return picture
}

// standardEncoding is picture as image/jpeg writes it: baseline, 4:2:0 or grey.
func standardEncoding(t testing.TB, picture image.Image, quality int) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := stdjpeg.Encode(&file, picture, &stdjpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// standardPlanes are the planes that image/jpeg decodes, before it converts colours. RGB pictures are not among them.
func standardPlanes(t testing.TB, data []byte) []pixel.Plane {
	t.Helper()
	decoded, err := stdjpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	size := decoded.Bounds()
	switch picture := decoded.(type) {
	case *image.Gray:
		return []pixel.Plane{{Values: picture.Pix, Width: size.Dx(), Height: size.Dy(), Stride: picture.Stride}}
	case *image.YCbCr:
		chroma := pixel.Plane{Width: size.Dx(), Height: size.Dy(), Stride: picture.CStride}
		switch picture.SubsampleRatio {
		case image.YCbCrSubsampleRatio420:
			chroma.Width, chroma.Height = divideUp(chroma.Width, 2), divideUp(chroma.Height, 2)
		case image.YCbCrSubsampleRatio422:
			chroma.Width = divideUp(chroma.Width, 2)
		case image.YCbCrSubsampleRatio440:
			chroma.Height = divideUp(chroma.Height, 2)
		case image.YCbCrSubsampleRatio411:
			chroma.Width = divideUp(chroma.Width, 4)
		}
		blue, red := chroma, chroma
		blue.Values, red.Values = picture.Cb, picture.Cr
		return []pixel.Plane{{Values: picture.Y, Width: size.Dx(), Height: size.Dy(), Stride: picture.YStride}, blue, red}
	}
	t.Fatalf("image/jpeg decoded a %T", decoded)
	return nil
}

// expectPlanes fails unless the planes are those of want within tolerance.
func expectPlanes(t *testing.T, got *Picture, want []pixel.Plane, tolerance int) {
	t.Helper()
	if len(got.Components) != len(want) {
		t.Fatalf("got %d components, want %d", len(got.Components), len(want))
	}
	for i, c := range got.Components {
		if c.Width != want[i].Width || c.Height != want[i].Height || c.Left != 0 || c.Top != 0 {
			t.Fatalf("component %d is %d by %d at %d,%d, want %d by %d", i, c.Width, c.Height, c.Left, c.Top, want[i].Width, want[i].Height)
		}
		if difference := largestDifference(c.Plane, want[i]); difference > tolerance {
			t.Fatalf("component %d differs by up to %d, want at most %d", i, difference, tolerance)
		}
	}
}

// largestDifference between values of planes of one size.
func largestDifference(a, b pixel.Plane) int {
	largest := 0
	for y := range a.Height {
		other := b.Row(y)
		for x, value := range a.Row(y) {
			largest = max(largest, int(value)-int(other[x]), int(other[x])-int(value))
		}
	}
	return largest
}
