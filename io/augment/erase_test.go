package augment_test

import (
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestCover(t *testing.T) {
	m := noise(3, 9, 13, 1)
	got := apply(t, augment.Cover{Top: 2, Left: 3, Size: augment.Size{Height: 4, Width: 10}, Fill: 7}, m)
	mustBeEqual(t, got, naive(3, 9, 13, func(channel, y, x int) uint8 {
		if y >= 2 && y < 6 && x >= 3 {
			return 7
		}
		return valueAt(m, channel, y, x)
	}))
	for _, cover := range []augment.Cover{
		{Top: -1, Size: augment.Size{Height: 2, Width: 2}}, {Left: 13, Size: augment.Size{Height: 2, Width: 2}},
		{Size: augment.Size{Height: -1, Width: 2}}, {Size: augment.Size{Height: 10, Width: 2}},
	} {
		if err := cover.Apply(exampleOf(m)); err == nil || !strings.Contains(err.Error(), "within an image of 9 × 13") {
			t.Errorf("%+v: received the error %v, want one that says what the image is", cover, err)
		}
	}
}

func TestEraseKeepsItsRanges(t *testing.T) {
	size, generator, covers := augment.Size{Height: 200, Width: 300}, stream(1), 0
	for range 2000 {
		cover, ok := augment.Erase{Probability: 0.5, Fill: 3}.Draw(generator, size).(augment.Cover)
		if !ok {
			continue
		}
		covers++
		height, width := float64(cover.Size.Height), float64(cover.Size.Width)
		// The sides are rounded to whole pixels: by at most half of one in 18, the shortest, which is sqrt(0.02 * 60000 / 3.3).
		if share := height * width / 60000; share < 0.02*0.97 || share > 0.33*1.03 {
			t.Errorf("%+v covers %v of the image, want 0.02 to 0.33", cover, share)
		}
		if ratio := width / height; ratio < 0.3*0.97 || ratio > 3.3*1.03 {
			t.Errorf("%+v has the ratio %v, want 0.3 to 3.3", cover, ratio)
		}
	}
	if covers < 900 || covers > 1100 { // 1000 with a deviation of 22
		t.Errorf("%d of 2000 images are covered, want about 1000", covers)
	}
}

// No rectangle with sides is smaller than one pixel.
func TestEraseOfOnePixel(t *testing.T) {
	if operation := (augment.Erase{Probability: 1}).Draw(stream(1), augment.Size{Height: 1, Width: 1}); operation != (augment.Identity{}) {
		t.Errorf("received %+v, want the identity", operation)
	}
}
