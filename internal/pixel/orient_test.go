package pixel

import (
	"strings"
	"testing"
)

// TestOrient has the table of the standard: where the first row and the first column of the stored image lie when it stands upright.
func TestOrient(t *testing.T) {
	// place says where pixel (x, y) of a stored image of w x h belongs.
	places := []func(x, y, w, h int) (int, int){
		1: func(x, y, w, h int) (int, int) { return x, y },                 // row 0 top, column 0 left
		2: func(x, y, w, h int) (int, int) { return w - 1 - x, y },         // top, right
		3: func(x, y, w, h int) (int, int) { return w - 1 - x, h - 1 - y }, // bottom, right
		4: func(x, y, w, h int) (int, int) { return x, h - 1 - y },         // bottom, left
		5: func(x, y, w, h int) (int, int) { return y, x },                 // left, top
		6: func(x, y, w, h int) (int, int) { return h - 1 - y, x },         // right, top
		7: func(x, y, w, h int) (int, int) { return h - 1 - y, w - 1 - x }, // right, bottom
		8: func(x, y, w, h int) (int, int) { return y, w - 1 - x },         // left, bottom
	}
	r := generator()
	for orientation := 1; orientation <= 8; orientation++ {
		for range 20 {
			src := randomPlane(r, 1+r.IntN(100), 1+r.IntN(100))
			width, height := src.Width, src.Height
			if orientation > 4 {
				width, height = height, width
			}
			dst := randomPlane(r, width, height)
			if err := Orient(dst, src, orientation); err != nil {
				t.Fatal(err)
			}
			for y := range src.Height {
				for x := range src.Width {
					toX, toY := places[orientation](x, y, src.Width, src.Height)
					if got, want := dst.Row(toY)[toX], src.Row(y)[x]; got != want {
						t.Fatalf("orientation %d of %d x %d: pixel (%d, %d) is %d, want %d", orientation, src.Width, src.Height, toX, toY, got, want)
					}
				}
			}
		}
	}
}

func TestOrientErrors(t *testing.T) {
	wide := Plane{Values: make([]uint8, 6), Width: 3, Height: 2, Stride: 3}
	for _, c := range []struct {
		dst, src    Plane
		orientation int
		want        string
	}{
		{wide, wide, 0, "received orientation 0, expected 1 to 8"},
		{wide, wide, 9, "received orientation 9"},
		{wide, wide, 6, "the destination is 3 x 2 pixels (width x height), expected 2 x 3 for orientation 6"},
		{Plane{}, wide, 1, "the destination is 0 x 0"},
		{wide, Plane{}, 1, "the source is 0 x 0"},
	} {
		if err := Orient(c.dst, c.src, c.orientation); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("orientation %d: received error %v, want one with %q", c.orientation, err, c.want)
		}
	}
}
