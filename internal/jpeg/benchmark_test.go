package jpeg

import (
	"bytes"
	"image"
	stdjpeg "image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// TestDecodeDoesNotAllocate decodes regions after the whole of a picture.
func TestDecodeDoesNotAllocate(t *testing.T) {
	data := standardEncoding(t, synthetic(100, 80, rand.New(rand.NewPCG(1, 1))), 90)
	var decoder Decoder
	decode := func(region image.Rectangle, shrink int) {
		if _, err := decoder.Decode(data, region, shrink); err != nil {
			t.Fatal(err)
		}
	}
	decode(image.Rectangle{}, 1)
	count := testing.AllocsPerRun(20, func() {
		decode(image.Rectangle{}, 1)
		decode(image.Rect(20, 10, 60, 70), 1)
		decode(image.Rect(20, 10, 60, 70), 4)
	})
	if count != 0 {
		t.Errorf("%v allocations, want none", count)
	}
}

// randomRegion is a region as training crops them: 8 to 100 % of the area, of 3:4 to 4:3.
func randomRegion(generator *rand.Rand, width, height int) image.Rectangle {
	area := (0.08 + 0.92*generator.Float64()) * float64(width*height)
	ratio := 0.75 * math.Pow(16.0/9, generator.Float64())
	across, down := min(width, int(math.Sqrt(area*ratio))), min(height, int(math.Sqrt(area/ratio)))
	left, top := generator.IntN(width-across+1), generator.IntN(height-down+1)
	return image.Rect(left, top, left+across, top+down)
}

func BenchmarkDecode(b *testing.B) {
	const width, height = 500, 375
	data := standardEncoding(b, synthetic(width, height, rand.New(rand.NewPCG(1, 1))), 90)
	var decoder Decoder
	decode := func(b *testing.B, region image.Rectangle, shrink int) {
		if _, err := decoder.Decode(data, region, shrink); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			decode(b, image.Rectangle{}, 1)
		}
	})
	b.Run("half", func(b *testing.B) {
		for b.Loop() {
			decode(b, image.Rectangle{}, 2)
		}
	})
	b.Run("region", func(b *testing.B) {
		generator := rand.New(rand.NewPCG(1, 1))
		for b.Loop() {
			decode(b, randomRegion(generator, width, height), 1)
		}
	})
	b.Run("standard library", func(b *testing.B) {
		for b.Loop() {
			if _, err := stdjpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
