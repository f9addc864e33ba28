package imagefile_test

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// says checks that an error says all of that.
func says(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("received no error, want one that says %q", words)
		return
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the error is %q, want it to say %q", err, word)
		}
	}
}

func TestNoImages(t *testing.T) {
	var decoder imagefile.Decoder
	var into dataset.Image
	says(t, decoder.Decode(nil, 3, &into), "no bytes")
	says(t, decoder.Decode([]byte("<html>not found</html>"), 3, &into), `begins with "<html>not fo"`, "jpeg, png, gif, bmp, tiff, webp")
	says(t, decoder.Decode([]byte("BMW is a maker of cars"), 3, &into), "is no image")
	says(t, decoder.DecodeView([]byte{0xff}, 3, imagefile.View{Height: 1, Width: 1}, &into), "is no image")
	_, _, err := decoder.Size([]byte("hello"))
	says(t, err, `begins with "hello"`)
	if format := imagefile.Format([]byte("hello")); format != "" {
		t.Errorf("received format %q, want none", format)
	}
}

func TestAnimatedWebP(t *testing.T) {
	var into dataset.Image
	file := webpWithExif(read(t, "lossless.webp"), nil, 23, 15)
	file[20] |= 2 // the flag of animations
	says(t, new(imagefile.Decoder).Decode(file, 3, &into), "header of a webp file", "animation")
}

func TestWrongChannels(t *testing.T) {
	var into dataset.Image
	for _, channels := range []int{-1, 0, 2, 4} {
		says(t, new(imagefile.Decoder).Decode(encodePNG(t, formula(false)), channels, &into), "expected 1 (grey) or 3")
	}
}

// A file that ends anywhere is an error, and no panic.
func TestTruncatedFiles(t *testing.T) {
	picture := opaque(formula(false))
	for name, file := range map[string][]byte{
		"png": encodePNG(t, picture), "bmp": encodeBMP(t, picture), "tiff": encodeTIFF(t, picture, tiff.Uncompressed),
		"webp": read(t, "lossless.webp"), "jpeg": encodeJPEG(t, picture, 90),
	} {
		t.Run(name, func(t *testing.T) {
			for size := range len(file) {
				var decoder imagefile.Decoder
				var into dataset.Image
				err := decoder.Decode(file[:size], 3, &into)
				if err == nil && size < len(file)*9/10 {
					t.Errorf("the first %d of %d bytes are read without an error", size, len(file))
				}
			}
		})
	}
	var into dataset.Image
	file := encodePNG(t, picture)
	says(t, new(imagefile.Decoder).Decode(file[:len(file)/2], 3, &into), "decode png", "ends too early", "not enough pixel data")
}

// forged returns a file of each format whose header claims 100 000 x 100 000 pixels, or as many as it can.
func forged() map[string][]byte {
	big, little := binary.BigEndian, binary.LittleEndian
	const side = 100_000
	header := append(big.AppendUint32(big.AppendUint32([]byte("IHDR"), side), side), 8, 2, 0, 0, 0)
	bitmap := little.AppendUint32([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), side)
	bitmap = append(little.AppendUint32(bitmap, side), 1, 0, 24, 0)
	directory := []byte("II*\x00\x08\x00\x00\x00\x06\x00")
	for _, tag := range [...][2]uint32{{256, side}, {257, side}, {258, 8}, {262, 1}, {273, 8}, {279, 100}} {
		directory = little.AppendUint16(little.AppendUint16(directory, uint16(tag[0])), 4)
		directory = little.AppendUint32(little.AppendUint32(directory, 1), tag[1])
	}
	return map[string][]byte{
		"jpeg": append([]byte("\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"+
			"\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00"), make([]byte, 99)...),
		"png": slices.Concat([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), header, big.AppendUint32(nil, crc32.ChecksumIEEE(header)),
			[]byte("\x00\x00\x00\x00IDAT"), make([]byte, 99)),
		"gif":           append([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08"), make([]byte, 99)...),
		"bmp":           append(bitmap, make([]byte, 99)...),
		"tiff":          append(directory, make([]byte, 99)...),
		"webp":          append([]byte("RIFF\x7a\x00\x00\x00WEBPVP8L\x6e\x00\x00\x00\x2f\xff\xff\xff\x0f"), make([]byte, 199)...),
		"webp, lossy":   append([]byte("RIFF\x7a\x00\x00\x00WEBPVP8 \x6e\x00\x00\x00\x10\x00\x00\x9d\x01\x2a\xff\x3f\xff\x3f"), make([]byte, 199)...),
		"webp, with x":  append([]byte("RIFF\x7a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\x3f\x9c\x00\x3f\x9c\x00"), make([]byte, 199)...),
		"webp, overrun": append([]byte("RIFF\x7a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\xff\xff\xff\xff\xff\xff"), make([]byte, 199)...),
	}
}

func TestForgedHeadersTakeNoMemory(t *testing.T) {
	for name, file := range forged() {
		t.Run(name, func(t *testing.T) {
			var decoder imagefile.Decoder
			var into dataset.Image
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			first := decoder.Decode(file, 3, &into)
			second := decoder.DecodeView(file, 1, imagefile.View{Height: 8, Width: 8}, &into)
			_, _, third := decoder.Size(file)
			runtime.ReadMemStats(&after)
			for _, err := range []error{first, second, third} {
				says(t, err, "header of a "+imagefile.Format(file))
				if name != "webp, overrun" { // a size that the library refuses itself
					says(t, err, "expected at most 100000000", "raise MaxPixels")
				}
			}
			if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<20 {
				t.Errorf("three refusals took %d bytes of memory, want less than 1 MiB", taken)
			}
		})
	}
}

func TestMaxPixels(t *testing.T) {
	file := encodePNG(t, formula(false))
	var into dataset.Image
	pixels := grid().Dx() * grid().Dy()
	if err := (&imagefile.Decoder{MaxPixels: pixels}).Decode(file, 3, &into); err != nil {
		t.Errorf("a picture of as many pixels as are allowed: %v", err)
	}
	says(t, (&imagefile.Decoder{MaxPixels: pixels - 1}).Decode(file, 3, &into), "23 x 15", "at most 344 ")
	decoder := imagefile.Decoder{MaxPixels: pixels}
	says(t, decoder.DecodeView(file, 3, imagefile.View{Height: 19, Width: 19}, &into), "size of 19 x 19", "at most 345 ")
}

func TestViewsThatDoNotExist(t *testing.T) {
	var decoder imagefile.Decoder
	var into dataset.Image
	file := encodePNG(t, formula(false))
	picture := decode(t, file, 3)
	for name, view := range map[string]imagefile.View{
		"left of it":   {Left: -0.5, Right: 5, Bottom: 5, Height: 5, Width: 5},
		"above it":     {Top: -1, Right: 5, Bottom: 5, Height: 5, Width: 5},
		"right of it":  {Right: 23.01, Bottom: 5, Height: 5, Width: 5},
		"below it":     {Right: 5, Bottom: 16, Height: 5, Width: 5},
		"empty":        {Left: 5, Right: 5, Bottom: 5, Height: 5, Width: 5},
		"backwards":    {Left: 5, Right: 4, Bottom: 5, Height: 5, Width: 5},
		"no number":    {Left: math.NaN(), Right: 4, Bottom: 5, Height: 5, Width: 5},
		"infinite":     {Right: math.Inf(1), Bottom: 5, Height: 5, Width: 5},
		"without size": {Right: 5, Bottom: 5, Height: 5},
		"too large":    {Right: 5, Bottom: 5, Height: math.MaxInt, Width: math.MaxInt},
		"unknown":      {Right: 5, Bottom: 5, Height: 5, Width: 5, Filter: 99},
	} {
		t.Run(name, func(t *testing.T) {
			says(t, decoder.DecodeView(file, 3, view, &into), "the view ", "expected")
			says(t, decoder.Resize(&picture, view, &into), "the view ", "expected")
		})
	}
	says(t, decoder.Resize(&dataset.Image{}, imagefile.View{Height: 1, Width: 1}, &into), "shape (0, 0, 0)")
}
