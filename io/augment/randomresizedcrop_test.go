package augment_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestRandomResizedCropKeepsItsRanges(t *testing.T) {
	size, generator := augment.Size{Height: 300, Width: 400}, stream(1)
	crop := augment.RandomResizedCrop{Size: augment.Size{Height: 8, Width: 9}, Scale: augment.Range{Low: 0.2, High: 0.5}}
	least, most := 1., 0.
	for range 1000 {
		view := crop.Draw(generator, size).(augment.View)
		width, height := view.Right-view.Left, view.Bottom-view.Top
		if view.Left < 0 || view.Top < 0 || view.Right > 400 || view.Bottom > 300 || view.Height != 8 || view.Width != 9 {
			t.Fatalf("the view is %+v, want 8 × 9 of a part of 300 × 400", view)
		}
		share := width * height / (300 * 400)
		least, most = min(least, share), max(most, share)
		// The sides are rounded to whole pixels: by at most half of one in 130, the shortest.
		if ratio := width / height; ratio < 0.75*0.99 || ratio > 4/3.*1.01 {
			t.Errorf("the part has the shape %v : %v, want a ratio from 3/4 to 4/3", width, height)
		}
	}
	if least < 0.198 || least > 0.21 || most > 0.503 || most < 0.49 {
		t.Errorf("shares of the area range from %v to %v, want 0.2 to 0.5", least, most)
	}
}

// An image that is too long for every part gets the central one with the nearest shape.
func TestRandomResizedCropFallsBack(t *testing.T) {
	crop := augment.RandomResizedCrop{Size: augment.Size{Height: 8, Width: 8}, Scale: augment.Range{Low: 1, High: 1}}
	for _, c := range []struct {
		size augment.Size
		want augment.View
	}{
		{augment.Size{Height: 30, Width: 300}, augment.View{Left: 130, Right: 170, Bottom: 30}},
		{augment.Size{Height: 300, Width: 30}, augment.View{Top: 130, Right: 30, Bottom: 170}},
		{augment.Size{Height: 1, Width: 1}, augment.View{Right: 1, Bottom: 1}},
	} {
		c.want.Height, c.want.Width = 8, 8
		if got := crop.Draw(stream(1), c.size); got != c.want {
			t.Errorf("%v: received %+v, want %+v", c.size, got, c.want)
		}
	}
}

// Settings that make no sense give a part of the image still.
func TestRandomResizedCropOfSenselessRanges(t *testing.T) {
	for _, r := range []augment.Range{{Low: -1, High: -1}, {Low: 5, High: 1e300}, {Low: math.NaN()}, {High: math.Inf(1)}} {
		crop := augment.RandomResizedCrop{Size: augment.Size{Height: 8, Width: 8}, Scale: r, Ratio: r}
		for _, size := range sizes {
			example := exampleOf(noise(3, size.Height, size.Width, 1))
			if err := crop.Draw(stream(1), size).Apply(example); err != nil {
				t.Errorf("%v of %v: %v", r, size, err)
			}
		}
	}
}
