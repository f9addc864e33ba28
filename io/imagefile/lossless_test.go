package imagefile_test

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"testing"

	"golang.org/x/image/tiff"

	"github.com/reefml/reef/io/imagefile"
)

// Formats without loss give the pixels that were written, exactly.
func TestLosslessFormats(t *testing.T) {
	grey, grey16 := paint(image.NewGray(grid())), paint(image.NewGray16(grid()))
	rgb, rgb16 := opaque(paint(image.NewRGBA(grid()))), opaque(paint(image.NewRGBA64(grid())))
	alpha, alpha16 := paint(image.NewNRGBA(grid())), paint(image.NewNRGBA64(grid()))
	multiplied, multiplied16 := paint(image.NewRGBA(grid())), paint(image.NewRGBA64(grid()))
	two, many, clear := paletted(255, 255), paletted(255, 255, 255, 255, 255), paletted(255, 0, 255, 100, 3)
	tests := []struct {
		name   string
		format string
		file   []byte
		source image.Image
	}{
		{"PNG, grey", "png", encodePNG(t, grey), grey},
		{"PNG, grey of 16 bits", "png", encodePNG(t, grey16), grey16},
		{"PNG, palette of 1 bit", "png", encodePNG(t, two), two},
		{"PNG, palette", "png", encodePNG(t, many), many},
		{"PNG, palette with alpha", "png", encodePNG(t, clear), clear},
		{"PNG, RGB", "png", encodePNG(t, rgb), rgb},
		{"PNG, RGB of 16 bits", "png", encodePNG(t, rgb16), rgb16},
		{"PNG, alpha", "png", encodePNG(t, alpha), alpha},
		{"PNG, alpha of 16 bits", "png", encodePNG(t, alpha16), alpha16},
		{"GIF", "gif", encodeGIF(t, &gif.GIF{Image: []*image.Paletted{many}, Delay: []int{0}}), many},
		{"BMP, grey", "bmp", encodeBMP(t, grey), grey},
		{"BMP, palette", "bmp", encodeBMP(t, many), many},
		{"BMP, RGB", "bmp", encodeBMP(t, rgb), rgb},
		{"BMP, alpha", "bmp", bmpWithAlpha(alpha), alpha},
		{"TIFF, grey", "tiff", encodeTIFF(t, grey, tiff.Uncompressed), grey},
		{"TIFF, grey of 16 bits", "tiff", encodeTIFF(t, grey16, tiff.Deflate), grey16},
		{"TIFF, palette", "tiff", encodeTIFF(t, many, tiff.Deflate), many},
		{"TIFF, RGB", "tiff", encodeTIFF(t, rgb, tiff.Uncompressed), rgb},
		{"TIFF, RGB of 16 bits", "tiff", encodeTIFF(t, rgb16, tiff.Deflate), rgb16},
		{"TIFF, alpha", "tiff", encodeTIFF(t, alpha, tiff.Deflate), alpha},
		{"TIFF, alpha of 16 bits", "tiff", encodeTIFF(t, alpha16, tiff.Deflate), alpha16},
		{"TIFF, colours multiplied by alpha", "tiff", encodeTIFF(t, multiplied, tiff.Deflate), multiplied},
		{"TIFF, colours of 16 bits multiplied by alpha", "tiff", encodeTIFF(t, multiplied16, tiff.Deflate), multiplied16},
		{"WebP", "webp", read(t, "lossless.webp"), formula(false)},
		{"WebP, alpha", "webp", read(t, "lossless_alpha.webp"), formula(true)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if format := imagefile.Format(test.file); format != test.format {
				t.Errorf("received format %q, want %q", format, test.format)
			}
			height, width, err := new(imagefile.Decoder).Size(test.file)
			if err != nil || height != grid().Dy() || width != grid().Dx() {
				t.Errorf("received size %d x %d and error %v, want %d x %d", height, width, err, grid().Dy(), grid().Dx())
			}
			for _, channels := range []int{1, 3} {
				equal(t, decode(t, test.file, channels), planesOf(test.source, channels))
			}
		})
	}
}

// bmpWithAlpha writes a file with a header of version 4, the first that has alpha, rows from top to bottom.
func bmpWithAlpha(m *image.NRGBA) []byte {
	const fileHeader, infoHeader = 14, 108
	order := binary.LittleEndian
	file := make([]byte, fileHeader+infoHeader)
	copy(file, "BM")
	order.PutUint32(file[10:], fileHeader+infoHeader)
	order.PutUint32(file[14:], infoHeader)
	order.PutUint32(file[18:], uint32(m.Rect.Dx()))
	order.PutUint32(file[22:], uint32(-m.Rect.Dy()))
	file[26], file[28] = 1, 32 // planes, and bits of a pixel
	for i := 0; i < len(m.Pix); i += 4 {
		file = append(file, m.Pix[i+2], m.Pix[i+1], m.Pix[i], m.Pix[i+3])
	}
	return file
}

// formula is the picture that testdata/README.md describes.
func formula(transparent bool) *image.NRGBA {
	m := image.NewNRGBA(grid())
	for y := range grid().Dy() {
		for x := range grid().Dx() {
			c := color.NRGBA{uint8(10 * x), uint8(255 - 16*y), uint8(x * y), 255}
			if transparent {
				c.A = uint8(11*x + 7*y)
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

// Of an animation the first frame is shown, at its place on a white page of the animation's size.
func TestGIFShowsTheFirstFrameOnWhite(t *testing.T) {
	first, second := paletted(255, 0, 255), paletted(255, 255, 255)
	page := image.Rect(0, 0, 31, 20)
	first.Palette[1] = color.RGBA{} // what GIF knows of transparency
	first.Rect = first.Rect.Add(image.Pt(5, 3))
	file := encodeGIF(t, &gif.GIF{
		Image: []*image.Paletted{first, second}, Delay: []int{1, 1}, Config: image.Config{Width: page.Dx(), Height: page.Dy()},
		BackgroundIndex: 2, Disposal: []byte{gif.DisposalNone, gif.DisposalNone},
	})
	want := image.NewNRGBA(page)
	for y := range page.Dy() {
		for x := range page.Dx() {
			if (image.Pt(x, y)).In(first.Rect) {
				want.Set(x, y, first.At(x, y))
			}
		}
	}
	for _, channels := range []int{1, 3} {
		equal(t, decode(t, file, channels), planesOf(want, channels))
	}
}

// What libwebp makes of the lossy files is beside them. Both smooth chroma, which libwebp does in integers of its own: 3 levels is what was
// measured.
func TestLossyWebPAgreesWithLibwebp(t *testing.T) {
	for _, name := range []string{"lossy", "lossy_alpha"} {
		for _, channels := range []int{1, 3} {
			near(t, decode(t, read(t, name+".webp"), channels), decode(t, read(t, name+".png"), channels), 3, 0.5)
		}
	}
}
