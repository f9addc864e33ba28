package augment_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

// naiveHue turns a colour by way of hue, saturation and value in float64.
func naiveHue(red, green, blue uint8, turn float64) [3]uint8 {
	r, g, b := float64(red), float64(green), float64(blue)
	high, low := max(r, g, b), min(r, g, b)
	if high == low {
		return [3]uint8{red, green, blue}
	}
	var hue float64
	switch high {
	case r:
		hue = (g - b) / (high - low)
	case g:
		hue = (b-r)/(high-low) + 2
	default:
		hue = (r-g)/(high-low) + 4
	}
	hue = math.Mod(math.Mod(hue+6*turn, 6)+6, 6)
	value := func(n float64) uint8 { // "Alternative HSV to RGB conversion": the distance to the nearest of three peaks
		k := math.Mod(n+hue, 6)
		return uint8(math.Round(high - (high-low)*max(0, min(k, 4-k, 1))))
	}
	return [3]uint8{value(5), value(3), value(1)}
}

// Values may differ by a level: where a middle value lies halfway between two levels, fixed and floating point may round to either.
func TestHueAgainstHSV(t *testing.T) {
	m := noise(3, 40, 50, 1)
	for i := range 6 { // colours with equal channels, which lie on the borders of the sixths
		m.Pixels[i], m.Pixels[2000+i], m.Pixels[4000+i] = []uint8{9, 9, 9, 5, 5, 0}[i], []uint8{9, 5, 0, 9, 5, 0}[i], []uint8{5, 9, 0, 5, 9, 0}[i]
	}
	for _, turn := range []float64{-0.5, -0.31, -1. / 3, 0, 0.01, 0.25, 1. / 3, 0.5, 0.999999, 7.2} {
		got := apply(t, augment.Hue{Turn: turn}, m)
		mustBeNear(t, got, naive(3, 40, 50, func(channel, y, x int) uint8 {
			return naiveHue(valueAt(m, 0, y, x), valueAt(m, 1, y, x), valueAt(m, 2, y, x), turn)[channel]
		}))
	}
}

func TestHueTurnsByThirdsExactly(t *testing.T) {
	m := noise(3, 9, 9, 1)
	got := apply(t, augment.Hue{Turn: 1. / 3}, m)
	want := dataset.Image{Channels: 3, Height: 9, Width: 9}
	want.Pixels = append(append(append(want.Pixels, m.Channel(2)...), m.Channel(0)...), m.Channel(1)...)
	mustBeEqual(t, got, want)
}
