package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

func TestFlip(t *testing.T) {
	for _, size := range sizes {
		m := noise(3, size.Height, size.Width, 1)
		for _, flip := range []augment.Flip{{}, {Horizontal: true}, {Vertical: true}, {Horizontal: true, Vertical: true}} {
			mustBeEqual(t, apply(t, flip, m), naive(3, size.Height, size.Width, func(channel, y, x int) uint8 {
				if flip.Vertical {
					y = size.Height - 1 - y
				}
				if flip.Horizontal {
					x = size.Width - 1 - x
				}
				return valueAt(m, channel, y, x)
			}))
		}
	}
}

func TestFlipMovesMaskAndBoxes(t *testing.T) {
	example := exampleOf(numbered(3, 2, 3))
	example.Mask = &dataset.Image{Channels: 1, Height: 2, Width: 3, Pixels: []uint8{1, 2, 3, 4, 5, 6}}
	example.Boxes = []augment.Box{{Left: 0.5, Top: 0, Right: 1, Bottom: 1}}
	if err := (augment.Flip{Horizontal: true, Vertical: true}).Apply(example); err != nil {
		t.Fatal(err)
	}
	mustBeEqual(t, *example.Mask, dataset.Image{Channels: 1, Height: 2, Width: 3, Pixels: []uint8{6, 5, 4, 3, 2, 1}})
	if want := (augment.Box{Left: 2, Top: 1, Right: 2.5, Bottom: 2}); example.Boxes[0] != want {
		t.Errorf("the box is %v, want %v", example.Boxes[0], want)
	}
}

func TestFlipProbability(t *testing.T) {
	generator, flips := stream(1), 0
	for range 1000 {
		if (augment.HorizontalFlip{Probability: 0.25}).Draw(generator, augment.Size{}) == (augment.Flip{Horizontal: true}) {
			flips++
		}
		if (augment.VerticalFlip{}).Draw(generator, augment.Size{}) != (augment.Flip{}) {
			t.Fatal("probability 0 flips")
		}
	}
	if flips < 200 || flips > 300 { // 250 with a deviation of 14
		t.Errorf("%d of 1000 images are flipped, want about 250", flips)
	}
}
