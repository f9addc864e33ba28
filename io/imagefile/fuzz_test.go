package imagefile_test

import (
	"encoding/binary"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// Whatever the bytes and the view are, there is an image of the promised shape or an error.
func FuzzDecode(f *testing.F) {
	for _, file := range everyFormat(f) {
		f.Add(file, 1.5, 2.0, 9.25, 7.0, 6, 5, uint8(1))
	}
	for _, file := range forged() {
		f.Add(file, 0.0, 0.0, 0.0, 0.0, 3, 3, uint8(0))
	}
	f.Add(jpegWithExif(encodeJPEG(f, smooth(40, 24), 80), exif(binary.BigEndian, 7)), 0.0, 0.0, 11.0, 12.0, 3, 3, uint8(6))
	f.Add(pngWithExif(encodePNG(f, formula(true)), exif(binary.LittleEndian, 6), true), 0.0, 0.0, 11.0, 12.0, 3, 3, uint8(9))
	f.Fuzz(func(t *testing.T, file []byte, left, top, right, bottom float64, height, width int, flags uint8) {
		decoder := imagefile.Decoder{MaxPixels: 1 << 16}
		channels := 1 + 2*int(flags&1)
		rows, columns, err := decoder.Size(file)
		var whole, seen dataset.Image
		wholeErr := decoder.Decode(file, channels, &whole)
		if wholeErr == nil && (err != nil || whole.Check() != nil || whole.Channels != channels || whole.Height != rows || whole.Width != columns) {
			t.Fatalf("shape (%d, %d, %d) is decoded, want (%d, %d, %d), and %v", whole.Channels, whole.Height, whole.Width, channels, rows, columns, err)
		}
		view := imagefile.View{Left: left, Top: top, Right: right, Bottom: bottom, Height: height, Width: width}
		view.Filter, view.Mirror = imagefile.Filter(flags>>1%4), flags&16 != 0
		if err := decoder.DecodeView(file, channels, view, &seen); err != nil {
			return
		}
		if seen.Check() != nil || seen.Channels != channels || seen.Height != height || seen.Width != width {
			t.Fatalf("the view has shape (%d, %d, %d), want (%d, %d, %d)", seen.Channels, seen.Height, seen.Width, channels, height, width)
		}
	})
}
