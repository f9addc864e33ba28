package imagefile_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

// standard decodes as the standard library does, to 1 or 3 channels.
func standard(t *testing.T, file []byte, channels int) dataset.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if ycc, ok := m.(*image.YCbCr); ok && channels == 1 {
		m = &image.Gray{Pix: ycc.Y, Stride: ycc.YStride, Rect: ycc.Rect}
	}
	return planesOf(m, channels)
}

// adobe adds the segment that says how the components of a JPEG file are meant: 0 for RGB or CMYK, 1 for YCbCr, 2 for YCCK.
func adobe(file []byte, transform byte) []byte {
	segment := append([]byte("\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"), transform)
	return bytes.Join([][]byte{file[:2], segment, file[2:]}, nil)
}

// The standard library repeats chroma where this package interpolates it, and has an inverse transform of its own, which is within 1 level. What
// is left differs by half a step of chroma: 6 levels in these pictures, and a quarter of that on average.
func TestJPEGAgreesWithTheStandardLibrary(t *testing.T) {
	picture := smooth(61, 43)
	grey := image.NewGray(picture.Rect)
	for y := range 43 {
		for x := range 61 {
			grey.Set(x, y, picture.At(x, y))
		}
	}
	cmyk := read(t, "cmyk.jpg")
	ycck := bytes.Replace(cmyk, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00"), []byte("Adobe\x00\x64\x00\x00\x00\x00\x02"), 1)
	tests := []struct {
		name string
		file []byte
		most int
		mean float64
	}{
		{"YCbCr", encodeJPEG(t, picture, 90), 6, 1.5},
		{"grey", encodeJPEG(t, grey, 90), 1, 0.1},
		{"RGB", adobe(encodeJPEG(t, picture, 90), 0), 12, 2},
		{"CMYK", cmyk, 2, 0.5}, // two inks, each within 1 level, are multiplied
		{"YCCK", ycck, 3, 0.6}, // a level of chroma is up to 1.8 levels of a colour
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, channels := range []int{1, 3} {
				near(t, decode(t, test.file, channels), standard(t, test.file, channels), test.most, test.mean)
			}
		})
	}
}

// Inks are stored inverted, and 255 is all ink when they are read.
func TestCMYKIsLight(t *testing.T) {
	want := image.NewCMYK(grid())
	for y := range grid().Dy() {
		for x := range grid().Dx() {
			want.SetCMYK(x, y, color.CMYK{uint8(9 * x), uint8(14 * y), uint8(120 - 3*x - 3*y), uint8(4*x + 4*y)})
		}
	}
	// What quality 95 loses: steps of up to 3 levels in each of the inks.
	near(t, decode(t, read(t, "cmyk.jpg"), 3), planesOf(want, 3), 6, 1.5)
}
