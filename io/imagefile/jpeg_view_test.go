package imagefile_test

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// A view of a JPEG file is a crop and a resize of the whole picture, in all orientations, but for what follows. Chroma is resampled once instead
// of twice, and before colours are converted and rounded: in 4000 such views that was 7 levels at most, and 1.3 on average over a view. Where the
// decoder shrinks, means of blocks go into the filter instead of pixels, which moves edges of the view by a part of a block: 10 levels and 3.7.
func TestViewsOfJPEGAreCropsAndResizes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	picture := smooth(173, 131)
	for i := range picture.Pix {
		picture.Pix[i] = uint8(int(picture.Pix[i]) + random.IntN(9) - 4)
	}
	source := encodeJPEG(t, picture, 90)
	var decoder imagefile.Decoder
	var received, want dataset.Image
	for i := range 200 {
		file := jpegWithExif(source, exif(binary.LittleEndian, uint16(1+i%8)))
		whole := decode(t, file, 1+i%2*2)
		view := randomView(random, whole.Width, whole.Height)
		if i%4 == 0 { // small enough for every shrinking to occur
			view.Width, view.Height = 1+random.IntN(30), 1+random.IntN(30)
		}
		if err := decoder.DecodeView(file, whole.Channels, view, &received); err != nil {
			t.Fatalf("%+v: %v", view, err)
		}
		if err := decoder.Resize(&whole, view, &want); err != nil {
			t.Fatalf("%+v: %v", view, err)
		}
		most, mean := 8, 1.5
		if min((view.Right-view.Left)/float64(view.Width), (view.Bottom-view.Top)/float64(view.Height)) >= 2 {
			most, mean = 12, 4
		}
		near(t, received, want, most, mean)
		if t.Failed() {
			t.Fatalf("orientation %d, %+v", 1+i%8, view)
		}
	}
}

// The one allocation is that of the sampling factors in the header.
func TestJPEGNeedsNoNewMemory(t *testing.T) {
	file := jpegWithExif(encodeJPEG(t, smooth(173, 131), 90), exif(binary.BigEndian, 6))
	var decoder imagefile.Decoder
	var into dataset.Image
	view := imagefile.View{Left: 20.5, Top: 10, Right: 100, Bottom: 120, Height: 40, Width: 30, Mirror: true}
	for name, call := range map[string]func() error{
		"Size":       func() error { _, _, err := decoder.Size(file); return err },
		"Decode":     func() error { return decoder.Decode(file, 3, &into) },
		"DecodeView": func() error { return decoder.DecodeView(file, 3, view, &into) },
	} {
		allocations := testing.AllocsPerRun(10, func() {
			if err := call(); err != nil {
				t.Fatal(err)
			}
		})
		if allocations > 1 {
			t.Errorf("%s allocates %v times, want at most once", name, allocations)
		}
	}
}
