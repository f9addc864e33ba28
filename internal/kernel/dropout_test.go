package kernel

import (
	"math"
	"testing"

	"github.com/reefml/reef/internal/random"
)

var dropoutOracles = oracleTable{
	"Dropout": func(t *testing.T) { forEachType(t, checkDropout[float32], checkDropout[float64]) },
}

// dropoutValues says what Dropout does to one element at a time.
func dropoutValues(input []float64, rate float64, key uint64) []float64 {
	output := make([]float64, len(input))
	for i, x := range input {
		word := random.Mix(random.Mix(key) + uint64(i/4))
		if draw := word >> (16 * (i % 4)) % (1 << 16); float64(draw) >= math.Round(rate*(1<<16)) {
			output[i] = x / (1 - rate)
		}
	}
	return output
}

func checkDropout[T Float](t *testing.T) {
	for _, n := range append(elementCounts, 2, 3, 4, 5) {
		for _, rate := range []T{0, 0.1, 0.5, 0.9, 1} {
			input := randomSlice[T](generator(), n)
			checkKernel(t, []int{n}, func() []T {
				return into(n, func(output []T) { Dropout(output, input, rate, 7) })
			}, dropoutValues(widen(input), float64(rate), 7))
		}
	}
}

func TestDropoutDropsTheShareAskedFor(t *testing.T) {
	const n = 1 << 18
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1
	}
	for key, rate := range []float64{0.1, 0.25, 0.5, 0.9} {
		dropped := 0
		for _, y := range into(n, func(output []float64) { Dropout(output, ones, rate, uint64(key)) }) {
			if y == 0 {
				dropped++
			}
		}
		deviation := math.Sqrt(n * rate * (1 - rate))
		if difference := math.Abs(float64(dropped) - n*rate); difference > 4*deviation {
			t.Errorf("rate %v: %d of %d elements are dropped, %v standard deviations off", rate, dropped, n, difference/deviation)
		}
	}
}

// Masks of different keys agree where both drop, or both keep, by chance alone: half of the elements at rate 0.5.
func TestDropoutOfDifferentKeysIsIndependent(t *testing.T) {
	const n = 1 << 16
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1
	}
	mask := func(key uint64) []float64 {
		return into(n, func(output []float64) { Dropout(output, ones, 0.5, key) })
	}
	first := mask(1)
	for _, key := range []uint64{0, 2, 3, 1 << 63} {
		equal := 0
		for i, y := range mask(key) {
			if y == first[i] {
				equal++
			}
		}
		if math.Abs(float64(equal)-n/2) > 4*math.Sqrt(n)/2 {
			t.Errorf("masks of keys 1 and %d agree at %d of %d elements, want about half", key, equal, n)
		}
	}
}
