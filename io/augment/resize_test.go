package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestResizeToTheShorterSide(t *testing.T) {
	for _, c := range []struct{ from, want augment.Size }{
		{augment.Size{Height: 100, Width: 151}, augment.Size{Height: 50, Width: 75}},
		{augment.Size{Height: 151, Width: 100}, augment.Size{Height: 75, Width: 50}},
		{augment.Size{Height: 3, Width: 3}, augment.Size{Height: 50, Width: 50}},
	} {
		operation := augment.Resize{Shorter: 50}.Draw(nil, c.from)
		m := apply(t, operation, noise(1, c.from.Height, c.from.Width, 1))
		if (augment.Size{Height: m.Height, Width: m.Width}) != c.want {
			t.Errorf("%v becomes %d × %d, want %v", c.from, m.Height, m.Width, c.want)
		}
	}
}
