package augment_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestGrainHasItsDeviation(t *testing.T) {
	m := naive(3, 100, 100, func(int, int, int) uint8 { return 128 })
	got := apply(t, augment.Grain{Deviation: 0.05, Seed: 1}, m)
	sum, squares := 0., 0.
	for _, value := range got.Pixels {
		d := float64(value) - 128
		sum, squares = sum+d, squares+d*d
	}
	n := float64(len(got.Pixels))
	// Over 30000 values the mean has a deviation of 0.07 and the deviation one of 0.05, around 12.75 and what rounding adds, 1/12 to the square.
	if mean, deviation := sum/n, math.Sqrt(squares/n); math.Abs(mean) > 0.3 || math.Abs(deviation-math.Sqrt(12.75*12.75+1./12)) > 0.25 {
		t.Errorf("the noise has the mean %v and the deviation %v, want 0 and 12.75", mean, deviation)
	}
	if other := apply(t, augment.Grain{Deviation: 0.05, Seed: 2}, m); string(other.Pixels) == string(got.Pixels) {
		t.Error("two seeds give the same noise")
	}
}

// Values beyond black and white are cut off, not wrapped round.
func TestGrainIsCutOff(t *testing.T) {
	m := naive(1, 50, 50, func(_, y, _ int) uint8 { return uint8(y % 2 * 255) })
	got := apply(t, augment.Grain{Deviation: 0.02, Seed: 1}, m)
	for y := range 50 {
		for x := range 50 {
			if value := int(valueAt(got, 0, y, x)); y%2 == 0 && value > 60 || y%2 == 1 && value < 195 {
				t.Fatalf("the value at row %d, column %d is %d, want one near %d", y, x, value, y%2*255)
			}
		}
	}
	apply(t, augment.Grain{Deviation: math.NaN()}, m)
	apply(t, augment.Grain{Deviation: math.Inf(1)}, m)
}
