package imagefile_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// paint fills a picture with colours in which every pixel differs from its neighbours, in all channels and in alpha.
func paint[M draw.Image](m M) M {
	bounds := m.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			m.Set(x, y, color.NRGBA64{uint16(x * 2851), uint16(65535 - y*4001), uint16(x * y * 997), uint16(65535 - (x*1301+y*3407)%65536)})
		}
	}
	return m
}

// opaque makes a painted picture opaque.
func opaque[M draw.Image](m M) M {
	bounds := m.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := color.NRGBA64Model.Convert(m.At(x, y)).(color.NRGBA64)
			c.A = 65535
			m.Set(x, y, c)
		}
	}
	return m
}

// smooth is a photograph's stand-in: what JPEG is made for.
func smooth(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	wave := func(phase float64) uint8 { return uint8(128 + 90*math.Sin(phase)) }
	for y := range height {
		for x := range width {
			u, v := float64(x), float64(y)
			m.SetRGBA(x, y, color.RGBA{wave(u/23 + v/41), wave(u/37 - v/19 + 1), wave((u+v)/29 + 2), 255})
		}
	}
	return m
}

// grid has the size of most pictures in these tests: odd, so that no block and no byte of bits comes out even.
func grid() image.Rectangle { return image.Rect(0, 0, 23, 15) }

// paletted returns a picture of some colours, each with that alpha.
func paletted(alphas ...uint8) *image.Paletted {
	m := image.NewPaletted(grid(), nil)
	for i, alpha := range alphas {
		m.Palette = append(m.Palette, color.NRGBA{uint8(40 * i), uint8(255 - 30*i), uint8(90 + 17*i), alpha})
	}
	for i := range m.Pix {
		m.Pix[i] = uint8(i * i % len(alphas))
	}
	return m
}

func encoder[O any](t testing.TB, encode func(io.Writer, image.Image, O) error, options O) func(image.Image) []byte {
	return func(m image.Image) []byte {
		t.Helper()
		var file bytes.Buffer
		if err := encode(&file, m, options); err != nil {
			t.Fatal(err)
		}
		return file.Bytes()
	}
}

func encodePNG(t testing.TB, m image.Image) []byte {
	return encoder(t, func(w io.Writer, m image.Image, _ any) error { return png.Encode(w, m) }, nil)(m)
}

func encodeBMP(t testing.TB, m image.Image) []byte {
	return encoder(t, func(w io.Writer, m image.Image, _ any) error { return bmp.Encode(w, m) }, nil)(m)
}

func encodeTIFF(t testing.TB, m image.Image, compression tiff.CompressionType) []byte {
	return encoder(t, tiff.Encode, &tiff.Options{Compression: compression})(m)
}

func encodeGIF(t testing.TB, frames *gif.GIF) []byte {
	return encoder(t, func(w io.Writer, _ image.Image, _ any) error { return gif.EncodeAll(w, frames) }, nil)(nil)
}

func encodeJPEG(t testing.TB, m image.Image, quality int) []byte {
	return encoder(t, jpeg.Encode, &jpeg.Options{Quality: quality})(m)
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func decode(t testing.TB, encoded []byte, channels int) dataset.Image {
	t.Helper()
	var decoder imagefile.Decoder
	var decoded dataset.Image
	if err := decoder.Decode(encoded, channels, &decoded); err != nil {
		t.Fatal(err)
	}
	if err := decoded.Check(); err != nil {
		t.Fatal(err)
	}
	return decoded
}

// overWhite returns a colour as it is seen on white paper, rounded to 8 bits.
func overWhite(c color.Color) [3]uint8 {
	var values [3]float64
	var alpha float64
	switch c := c.(type) {
	case color.NRGBA:
		values, alpha = [3]float64{float64(c.R), float64(c.G), float64(c.B)}, float64(c.A)/255
	case color.NRGBA64:
		values, alpha = [3]float64{float64(c.R) / 257, float64(c.G) / 257, float64(c.B) / 257}, float64(c.A)/65535
	default: // multiplied by alpha
		r, g, b, a := c.RGBA()
		for i, value := range [...]uint32{r, g, b} {
			values[i] = float64(value+65535-a) / 257
		}
		alpha = 1
	}
	var seen [3]uint8
	for i, value := range values {
		seen[i] = uint8(math.Round(value*alpha + 255*(1-alpha)))
	}
	return seen
}

// planesOf returns what a file of m must decode to.
func planesOf(m image.Image, channels int) dataset.Image {
	var planes dataset.Image
	bounds := m.Bounds()
	planes.Resize(channels, bounds.Dy(), bounds.Dx())
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			c := overWhite(m.At(bounds.Min.X+x, bounds.Min.Y+y))
			at := y*bounds.Dx() + x
			if channels == 1 {
				planes.Pixels[at] = uint8((19595*uint32(c[0]) + 38470*uint32(c[1]) + 7471*uint32(c[2]) + 1<<15) >> 16)
				continue
			}
			for channel, value := range c {
				planes.Channel(channel)[at] = value
			}
		}
	}
	return planes
}

// near checks that an image differs from another by at most so many levels anywhere, and by at most mean levels on average.
func near(t testing.TB, received, want dataset.Image, most int, mean float64) {
	t.Helper()
	if received.Channels != want.Channels || received.Height != want.Height || received.Width != want.Width {
		t.Fatalf("received shape (%d, %d, %d), want (%d, %d, %d)",
			received.Channels, received.Height, received.Width, want.Channels, want.Height, want.Width)
	}
	worst, at, sum := 0, 0, 0
	for i, value := range received.Pixels {
		difference := max(int(value)-int(want.Pixels[i]), int(want.Pixels[i])-int(value))
		if sum += difference; difference > worst {
			worst, at = difference, i
		}
	}
	size := want.Height * want.Width
	if average := float64(sum) / float64(len(want.Pixels)); worst > most || average > mean {
		t.Errorf("channel %d, row %d, column %d is %d, want %d: the difference is %d levels there and %.3f on average, want at most %d and %v",
			at/size, at%size/want.Width, at%want.Width, received.Pixels[at], want.Pixels[at], worst, average, most, mean)
	}
}

func equal(t testing.TB, received, want dataset.Image) {
	t.Helper()
	near(t, received, want, 0, 0)
}
