package kernel

import (
	"math"
	"testing"
	"time"
)

// Rates are not compared with the time of anything: only that each loop runs, ends, and gives a number.
func TestPeakRate(t *testing.T) {
	for _, k := range singles() {
		use(t, k)
		if got := PeakRate(); !(got > 0) || math.IsInf(got, 0) {
			t.Errorf("%s: the rate is %v, want a positive number", k.name, got)
		}
	}
}

func TestCopyRate(t *testing.T) {
	if got := CopyRate(); !(got > 0) || math.IsInf(got, 0) {
		t.Errorf("the rate is %v, want a positive number", got)
	}
}

// A step does 12 multiply-adds, each two operations, of as many numbers as a vector holds.
func TestPeakCountsOperations(t *testing.T) {
	wants := map[string]int{"avx512": 12 * 2 * 16, "avx2": 12 * 2 * 8, "portable": 12 * 2}
	for _, k := range singles() {
		if got := peakOf(k.name).operations; got != wants[k.name] {
			t.Errorf("%s: %d operations a step, want %d", k.name, got, wants[k.name])
		}
	}
}

// One step gives 12 sums of 0.25; many approach 12 times 0.25 / (1 - 0.5).
func TestMultiplyAdd(t *testing.T) {
	for steps, want := range map[int]float32{1: 3, 2: 4.5, 100: 6} {
		if got := multiplyAdd(steps, 0.5, 0.25); got != want {
			t.Errorf("%d steps give %v, want %v", steps, got, want)
		}
	}
}

func TestElapsedIsNeverZero(t *testing.T) {
	if got := elapsed(func() {}); got < time.Nanosecond {
		t.Errorf("a run that does nothing takes %v, want at least a nanosecond", got)
	}
	runs := 0
	if got := fastest(func() { runs++ }); got < 1 || runs != measurements {
		t.Errorf("the quickest of %d runs takes %v ns, want %d runs and at least 1 ns", runs, got, measurements)
	}
}
