package augment_test

import (
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

func TestViewCutsAndMirrors(t *testing.T) {
	m := noise(3, 9, 13, 1)
	for _, mirror := range []bool{false, true} {
		view := augment.View{Left: 2, Top: 3, Right: 12, Bottom: 8, Height: 5, Width: 10, Mirror: mirror}
		mustBeEqual(t, apply(t, view, m), naive(3, 5, 10, func(channel, y, x int) uint8 {
			if mirror {
				x = 9 - x
			}
			return valueAt(m, channel, 3+y, 2+x)
		}))
	}
}

// An area filter that halves an image takes the mean of four pixels, a mask takes one of them.
func TestViewResizes(t *testing.T) {
	example := &augment.Example{Image: dataset.Image{Channels: 1, Height: 2, Width: 4, Pixels: []uint8{0, 10, 100, 200, 20, 30, 120, 180}}}
	example.Mask = &dataset.Image{Channels: 1, Height: 2, Width: 4, Pixels: []uint8{1, 1, 7, 7, 1, 1, 7, 7}}
	example.Boxes = []augment.Box{{Left: 2, Right: 4, Bottom: 2}, {Left: -5, Top: -5, Right: 1, Bottom: 1}, {}}
	if err := (augment.View{Height: 1, Width: 2, Filter: imagefile.Area}).Apply(example); err != nil {
		t.Fatal(err)
	}
	mustBeEqual(t, example.Image, dataset.Image{Channels: 1, Height: 1, Width: 2, Pixels: []uint8{15, 150}})
	mustBeEqual(t, *example.Mask, dataset.Image{Channels: 1, Height: 1, Width: 2, Pixels: []uint8{1, 7}})
	want := []augment.Box{{Left: 1, Right: 2, Bottom: 1}, {Right: 0.5, Bottom: 0.5}, {}}
	for i, box := range example.Boxes {
		if box != want[i] {
			t.Errorf("box %d is %v, want %v", i, box, want[i])
		}
	}
}

func TestViewMirrorsBoxes(t *testing.T) {
	example := exampleOf(numbered(1, 8, 10))
	example.Boxes = []augment.Box{{Left: 3, Top: 2, Right: 5, Bottom: 20}}
	if err := (augment.View{Left: 2, Top: 0, Right: 10, Bottom: 8, Height: 16, Width: 16, Mirror: true}).Apply(example); err != nil {
		t.Fatal(err)
	}
	if want := (augment.Box{Left: 10, Top: 4, Right: 14, Bottom: 16}); example.Boxes[0] != want {
		t.Errorf("the box is %v, want %v", example.Boxes[0], want)
	}
}

func TestViewErrors(t *testing.T) {
	for _, c := range []struct {
		view augment.View
		says string
	}{
		{augment.View{}, "size of 0 x 0"},
		{augment.View{Right: 5, Bottom: 4, Height: 1, Width: 1}, "columns 0 to 5"},
		{augment.View{Left: 2, Right: 1, Bottom: 1, Height: 1, Width: 1}, "columns 2 to 1"},
	} {
		err := c.view.Apply(exampleOf(numbered(1, 4, 4)))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: received the error %v, want one that says %q", c.view, err, c.says)
		}
	}
}
