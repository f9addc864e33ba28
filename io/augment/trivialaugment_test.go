package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
)

// The greatest magnitudes are drawn, one time in 31, and lesser ones.
func TestTrivialAugmentHasTheMagnitudesOfItsTable(t *testing.T) {
	const draws = 14 * 31 * 60
	counts := drawn(augment.TrivialAugment{Fill: 5}, draws)
	for _, c := range []struct {
		operation augment.Operation
		bins      int // of 31 magnitudes, how many give it
		sides     int // of 2 directions, how many give it
	}{
		{augment.Identity{}, 31, 2}, {augment.Autocontrast{}, 31, 2}, {augment.Equalise{}, 31, 2},
		{augment.Warp{Matrix: augment.Shearing(0.99, 0), Fill: 5}, 1, 1}, {augment.Warp{Matrix: augment.Shearing(0, -0.99), Fill: 5}, 1, 1},
		{shift(32, 0), 1, 1}, {shift(0, -32), 1, 1}, {shift(16, 0), 1, 1},
		{augment.Warp{Matrix: augment.Rotation(135).About(165.5, 50), Fill: 5}, 1, 1},
		{augment.Brightness{1.99}, 1, 1}, {augment.Saturation{0.01}, 1, 1}, {augment.Contrast{1.99}, 1, 1}, {augment.Sharpness{0.01}, 1, 1},
		{augment.Posterise{2}, 3, 2}, // 28 to 30: 5.6 and more of 6 bits
		{augment.Posterise{8}, 3, 2}, // 0 to 2: 0.4 and less
		{augment.Solarise{255}, 1, 2}, {augment.Solarise{0}, 1, 2}, {augment.Solarise{128}, 1, 2},
	} {
		mustBeAbout(t, text(c.operation), counts[text(c.operation)], draws*c.bins*c.sides/(14*31*2))
	}
}
