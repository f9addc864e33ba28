// Package datasettest tests implementations of dataset.Set, as testing/fstest does those of fs.FS.
package datasettest

import (
	"slices"
	"testing"

	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/io/dataset"
)

// Run checks that set keeps the contract of dataset.Set. It reads every sample.
func Run(t *testing.T, set dataset.Set) {
	t.Helper()
	channels, height, width := set.Shape()
	if min(channels, height, width) < 1 {
		t.Fatalf("shape is (%d, %d, %d), want at least 1 along each axis", channels, height, width)
	}
	t.Run("samples", func(t *testing.T) { samples(t, set) })
	t.Run("concurrent reads", func(t *testing.T) { concurrentReads(t, set) })
	t.Run("wrong arguments", func(t *testing.T) { wrongArguments(t, set) })
}

// samples checks that pixels and labels are in range and that every pixel of the buffer is written.
func samples(t *testing.T, set dataset.Set) {
	pixels := make([]float32, dataset.Size(set))
	for i := range set.Len() {
		for k := range pixels {
			pixels[k] = -1
		}
		label, err := set.Sample(i, pixels)
		if err != nil {
			t.Fatalf("sample %d: %v", i, err)
		}
		if label < 0 || label >= len(set.Classes()) {
			t.Fatalf("sample %d has label %d, want an index into %d classes", i, label, len(set.Classes()))
		}
		for k, value := range pixels {
			if !(value >= 0 && value <= 1) { // not the inverse: NaN fails too
				t.Fatalf("sample %d: pixel %d is %g, want a value in [0, 1]", i, k, value)
			}
		}
	}
}

// concurrentReads checks that samples read side by side are those read one by one.
func concurrentReads(t *testing.T, set dataset.Set) {
	n := min(set.Len(), 64)
	alone, together := make([][]float32, n), make([][]float32, n)
	labels, errs := make([]int, n), make([]error, n)
	for i := range n {
		alone[i], together[i] = make([]float32, dataset.Size(set)), make([]float32, dataset.Size(set))
	}
	parallel.For(n, func(i int) { labels[i], errs[i] = set.Sample(i, together[i]) })
	for i := range n {
		label, err := set.Sample(i, alone[i])
		if err != nil || errs[i] != nil {
			t.Fatalf("sample %d: read alone %v, read beside others %v", i, err, errs[i])
		}
		if label != labels[i] || !slices.Equal(alone[i], together[i]) {
			t.Errorf("sample %d differs when it is read beside others", i)
		}
	}
}

// wrongArguments checks that indices outside of the set and buffers of a wrong size are errors, not panics.
func wrongArguments(t *testing.T, set dataset.Set) {
	size := dataset.Size(set)
	for _, i := range []int{-1, set.Len()} {
		if _, err := set.Sample(i, make([]float32, size)); err == nil {
			t.Errorf("sample %d of %d gives no error", i, set.Len())
		}
	}
	for _, length := range []int{0, size - 1, size + 1} {
		if _, err := set.Sample(0, make([]float32, length)); err == nil {
			t.Errorf("a buffer of %d elements gives no error, the image has %d", length, size)
		}
	}
}
