package augment_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

func TestWindow(t *testing.T) {
	for _, size := range sizes {
		m := noise(3, size.Height, size.Width, 1)
		for _, window := range []augment.Window{
			{Size: size}, {Top: 1, Left: -2, Size: size, Fill: 9}, {Top: -20, Left: -3, Size: augment.Size{Height: 50, Width: 12}, Fill: 1},
			{Top: -100, Left: 100, Size: size, Fill: 7}, {Top: 100, Left: -100, Size: size},
		} {
			for _, reflect := range []bool{false, true} {
				window.Reflect = reflect
				t.Run(fmt.Sprintf("%+v of %v", window, size), func(t *testing.T) {
					want := naive(3, window.Size.Height, window.Size.Width, func(channel, y, x int) uint8 {
						y, x = y+window.Top, x+window.Left
						if reflect {
							y, x = bounce(y, size.Height), bounce(x, size.Width)
						} else if y < 0 || x < 0 || y >= size.Height || x >= size.Width {
							return window.Fill
						}
						return valueAt(m, channel, y, x)
					})
					mustBeEqual(t, apply(t, window, m), want)
				})
			}
		}
	}
}

// bounce goes along a row of n places until step i, and back at its ends.
func bounce(i, n int) int {
	place, direction := 0, 1
	for range max(i, -i) { // the row is the same to both sides of place 0
		if n > 1 && (place+direction < 0 || place+direction >= n) {
			direction = -direction
		}
		if n > 1 {
			place += direction
		}
	}
	return place
}

func TestWindowMovesMaskAndBoxes(t *testing.T) {
	example := exampleOf(numbered(1, 3, 3))
	example.Mask = &dataset.Image{Channels: 1, Height: 3, Width: 3, Pixels: []uint8{1, 2, 3, 4, 5, 6, 7, 8, 9}}
	example.Outside = 255
	example.Boxes = []augment.Box{{Right: 2, Bottom: 2}, {Left: 2, Top: 2, Right: 3, Bottom: 3}}
	if err := (augment.Window{Top: -1, Left: -1, Size: example.Size()}).Apply(example); err != nil {
		t.Fatal(err)
	}
	mustBeEqual(t, *example.Mask, dataset.Image{Channels: 1, Height: 3, Width: 3, Pixels: []uint8{255, 255, 255, 255, 1, 2, 255, 4, 5}})
	if want := (augment.Box{Left: 1, Top: 1, Right: 3, Bottom: 3}); example.Boxes[0] != want || !example.Boxes[1].Empty() {
		t.Errorf("the boxes are %v, want %v and an empty one", example.Boxes, want)
	}
}

func TestWindowErrors(t *testing.T) {
	for _, c := range []struct {
		window augment.Window
		says   string
	}{
		{augment.Window{}, "0 × 0 pixels"},
		{augment.Window{Left: math.MinInt, Size: augment.Size{Height: 1, Width: 1}}, "starts at row 0 and column -9223372036854775808"},
	} {
		if err := c.window.Apply(exampleOf(numbered(1, 2, 2))); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: received the error %v, want one that says %q", c.window, err, c.says)
		}
	}
}
