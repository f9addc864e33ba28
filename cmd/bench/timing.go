package main

import (
	"runtime"
	"slices"
	"time"
)

// warmUp is the number of runs before the measurement, as in pytorch.py: the first allocates, and the caches fill.
const warmUp = 3

// timing is what runs of the same work took.
type timing struct {
	milliseconds float64 // the median
	allocated    float64 // bytes a run
}

// measured runs the work a few times to warm up and then so many times that count.
func measured(repeats int, work func() error) (timing, error) {
	for range warmUp {
		if err := work(); err != nil {
			return timing{}, err
		}
	}
	times := make([]float64, repeats)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range times {
		start := time.Now()
		if err := work(); err != nil {
			return timing{}, err
		}
		times[i] = max(time.Since(start), time.Nanosecond).Seconds() * 1e3 // some clocks stand still for the time of a small one
	}
	runtime.ReadMemStats(&after)
	return timing{median(times), float64(after.TotalAlloc-before.TotalAlloc) / float64(repeats)}, nil
}

// median returns the middle value, or the mean of the two in the middle. There is at least one.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
