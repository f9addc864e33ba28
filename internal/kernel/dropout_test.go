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
func dropoutValues(input []float64, rate float64, key uint64, first int) []float64 {
	output := make([]float64, len(input))
	for i, x := range input {
		draw := scramble(uint32(first+i), uint32(random.Mix(key)), uint32(random.Mix(key)>>32)) / 256
		if float64(draw) >= math.Round(rate*(1<<24)) {
			output[i] = x / (1 - rate)
		}
	}
	return output
}

func checkDropout[T Float](t *testing.T) {
	for _, n := range append(elementCounts, 2, 3, 4, 5) {
		for _, rate := range []T{0, 0.1, 0.5, 0.9, 1} {
			for _, first := range []int{0, 13, 1<<32 - 3} {
				input := randomSlice[T](generator(), n)
				checkKernel(t, []int{n}, func() []T {
					return into(n, func(output []T) { Dropout(output, input, rate, 7, first) })
				}, dropoutValues(widen(input), float64(rate), 7, first))
			}
		}
	}
}

// A part of a tensor is masked as it is within the whole.
func TestDropoutOfPartsIsThatOfTheWhole(t *testing.T) {
	const n, part = 1000, 77
	input := randomSlice[float32](generator(), n)
	parts := into(n, func(output []float32) {
		for low := 0; low < n; low += part {
			high := min(low+part, n)
			Dropout(output[low:high], input[low:high], 0.5, 3, low)
		}
	})
	compareSlices(t, "parts", parts, widen(into(n, func(output []float32) { Dropout(output, input, 0.5, 3, 0) })))
}

func TestDropoutDropsTheShareAskedFor(t *testing.T) {
	const n = 1 << 18
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1
	}
	for key, rate := range []float64{0.1, 0.25, 0.5, 0.9} {
		dropped := 0
		for _, y := range into(n, func(output []float64) { Dropout(output, ones, rate, uint64(key), 0) }) {
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
		return into(n, func(output []float64) { Dropout(output, ones, 0.5, key, 0) })
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

// Whether an element is dropped says nothing about another some places on: a period or a drift of the generator would show here.
func TestDropoutOfNeighboursIsIndependent(t *testing.T) {
	const n = 1 << 18
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1
	}
	mask := into(n, func(output []float64) { Dropout(output, ones, 0.5, 5, 0) })
	for _, distance := range []int{1, 2, 3, 4, 7, 8, 16, 28, 32, 784, 1024, 4096, 1 << 16} {
		equal, pairs := 0, n-distance
		for i := range pairs {
			if mask[i] == mask[i+distance] {
				equal++
			}
		}
		if math.Abs(float64(equal)-float64(pairs)/2) > 4*math.Sqrt(float64(pairs))/2 {
			t.Errorf("elements %d apart agree in %d of %d pairs, want about half", distance, equal, pairs)
		}
	}
}

// Runs of 8 elements take each of the 256 patterns equally often: Pearson's test, whose statistic has mean 255 and deviation 22.6.
func TestDropoutTakesAllPatterns(t *testing.T) {
	const n = 1 << 18
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1
	}
	for key := range uint64(4) {
		mask := into(n, func(output []float64) { Dropout(output, ones, 0.5, key, 0) })
		var counts [256]float64
		for i := 0; i < n; i += 8 {
			pattern := 0
			for _, y := range mask[i : i+8] {
				pattern *= 2
				if y != 0 {
					pattern++
				}
			}
			counts[pattern]++
		}
		const expected = n / 8 / 256
		var statistic float64
		for _, c := range counts {
			statistic += (c - expected) * (c - expected) / expected
		}
		if math.Abs(statistic-255) > 4*22.6 {
			t.Errorf("key %d: the statistic of the patterns is %v, want about 255", key, statistic)
		}
	}
}
