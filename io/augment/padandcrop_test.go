package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
)

// Every place of the crop is drawn, and no other.
func TestPadAndCrop(t *testing.T) {
	size, generator := augment.Size{Height: 32, Width: 30}, stream(1)
	seen := map[[2]int]bool{}
	for range 2000 {
		window := augment.PadAndCrop{Padding: 3, Fill: 5, Reflect: true}.Draw(generator, size).(augment.Window)
		if window.Size != size || window.Fill != 5 || !window.Reflect {
			t.Fatalf("received %+v, want the size and filling of the transformation", window)
		}
		seen[[2]int{window.Top, window.Left}] = true
	}
	for top := -3; top <= 3; top++ {
		for left := -3; left <= 3; left++ {
			if !seen[[2]int{top, left}] {
				t.Errorf("no crop from row %d and column %d", top, left)
			}
		}
	}
	if len(seen) != 49 {
		t.Errorf("there are %d places, want 49", len(seen))
	}
}
