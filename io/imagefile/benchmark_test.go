package imagefile_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// photograph has the size of the pictures of ImageNet, and noise, so that its file has about as many bytes per pixel as theirs.
func photograph(b *testing.B) []byte {
	m := smooth(500, 375)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range m.Pix {
		m.Pix[i] = uint8(min(max(int(m.Pix[i])+random.IntN(25)-12, 0), 255))
	}
	return encodeJPEG(b, m, 90)
}

func BenchmarkDecode(b *testing.B) {
	file := photograph(b)
	var decoder imagefile.Decoder
	var into dataset.Image
	b.ReportAllocs()
	b.SetBytes(500 * 375 * 3)
	for b.Loop() {
		if err := decoder.Decode(file, 3, &into); err != nil {
			b.Fatal(err)
		}
	}
}

// randomCrop is the view of training on ImageNet: 8 % to 100 % of the area, resized to 224 x 224.
func randomCrop(random *rand.Rand) imagefile.View {
	side := 375 * (0.3 + 0.7*random.Float64())
	left, top := random.Float64()*(500-side), random.Float64()*(375-side)
	return imagefile.View{Left: left, Top: top, Right: left + side, Bottom: top + side, Height: 224, Width: 224, Mirror: random.IntN(2) == 0}
}

func BenchmarkDecodeView(b *testing.B) {
	file := photograph(b)
	random := rand.New(rand.NewPCG(1, 2))
	var decoder imagefile.Decoder
	var into dataset.Image
	b.ReportAllocs()
	for b.Loop() {
		if err := decoder.DecodeView(file, 3, randomCrop(random), &into); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStandardLibrary is what the two above are measured against: image/jpeg and its conversion of each pixel, and a view after that.
func BenchmarkStandardLibrary(b *testing.B) {
	file := photograph(b)
	random := rand.New(rand.NewPCG(1, 2))
	var decoder imagefile.Decoder
	var whole, into dataset.Image
	decode := func() {
		m, err := jpeg.Decode(bytes.NewReader(file))
		if err != nil {
			b.Fatal(err)
		}
		ycc := m.(*image.YCbCr)
		whole.Resize(3, 375, 500)
		for y := range 375 {
			for x := range 500 {
				red, green, blue, _ := ycc.YCbCrAt(x, y).RGBA()
				at := y*500 + x
				whole.Pixels[at], whole.Pixels[375*500+at], whole.Pixels[2*375*500+at] = uint8(red>>8), uint8(green>>8), uint8(blue>>8)
			}
		}
	}
	b.Run("Decode", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(500 * 375 * 3)
		for b.Loop() {
			decode()
		}
	})
	b.Run("DecodeView", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			decode()
			if err := decoder.Resize(&whole, randomCrop(random), &into); err != nil {
				b.Fatal(err)
			}
		}
	})
}
