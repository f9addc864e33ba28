package imagefile

import (
	"bytes"
	"image"
	stdjpeg "image/jpeg"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/internal/jpeg"
	"github.com/reefml/reef/io/dataset"
)

// Nothing outside the part of a file that is decoded would have changed a view: what is left out does not weigh.
func TestNoNeededPixelIsLeftOut(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	noise := image.NewRGBA(image.Rect(0, 0, 201, 155))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(random.IntN(256))
	}
	var file bytes.Buffer
	if err := stdjpeg.Encode(&file, noise, nil); err != nil {
		t.Fatal(err)
	}
	head, err := jpegCodec{}.header(nil, file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var part, all Decoder
	var fromPart, fromAll dataset.Image
	for i := range 160 {
		head.orientation = 1 + i%8
		view := View{Width: 1 + random.IntN(150), Height: 1 + random.IntN(150), Filter: Filter(random.IntN(4)), Mirror: i%3 == 0}
		width, height := head.upright()
		view.Left, view.Top = float64(width)*random.Float64()*0.9, float64(height)*random.Float64()*0.9
		view.Right, view.Bottom = view.Left+(float64(width)-view.Left)*random.Float64(), view.Top+(float64(height)-view.Top)*random.Float64()
		wanted := view.inFile(head)
		source, err := jpegCodec{}.decode(&part, file.Bytes(), head, wanted, 3)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := new(jpeg.Decoder).Decode(file.Bytes(), image.Rectangle{}, wanted.shrink())
		if err != nil {
			t.Fatal(err)
		}
		whole := jpegPicture(decoded)
		if err := part.render(&source, wanted, view, 3, &fromPart); err != nil {
			t.Fatalf("%+v: %v", view, err)
		}
		if err := all.render(&whole, wanted, view, 3, &fromAll); err != nil {
			t.Fatalf("%+v: %v", view, err)
		}
		if !slices.Equal(fromPart.Pixels, fromAll.Pixels) {
			t.Fatalf("orientation %d, %+v: the pixels are others when the whole file is decoded", head.orientation, view)
		}
	}
}

// A file is shrunk as long as it keeps as many pixels as the result has, and not at all if pixels must not be mixed.
func TestShrink(t *testing.T) {
	for _, test := range []struct{ width, height, shrink int }{
		{100, 100, 1}, {50, 50, 1}, {26, 26, 1}, {25, 25, 2}, {25, 26, 1}, {12, 12, 4}, {13, 12, 2}, {6, 6, 8}, {7, 6, 4}, {1, 1, 8}, {300, 1, 1},
	} {
		view := View{Right: 100, Bottom: 100, Width: test.width, Height: test.height, Mirror: true}
		if shrink := view.inFile(header{width: 100, height: 100, orientation: 3}).shrink(); shrink != test.shrink {
			t.Errorf("100 x 100 pixels to %d x %d: shrunk by %d, want %d", test.width, test.height, shrink, test.shrink)
		}
		view.Filter = Nearest
		if shrink := view.inFile(header{width: 100, height: 100, orientation: 3}).shrink(); shrink != 1 {
			t.Errorf("100 x 100 pixels to %d x %d, nearest: shrunk by %d, want 1", test.width, test.height, shrink)
		}
	}
}
