// Package dataset is the contract between formats that read images and loops that train on them.
//
// A format (see the packages beside this one) implements Set; Subset and First narrow one; Batches shuffles one and cuts it into batches.
//
// Invariants:
//   - Pixels are in [0, 1], in (C, H, W) order: channel, row, column, the last varying fastest.
//   - A label is an index into Classes.
//   - The order of the samples depends on the seed and the epoch alone, never on the batch size or on how goroutines are scheduled.
//   - Memory does not grow with the number of batches: a batch's buffers are used again for the next.
package dataset

import "github.com/pkg/errors"

// Set is a finite, indexed set of labelled images of one shape. It is safe for concurrent reads.
//
// Package datasettest holds the tests that every implementation must pass.
type Set interface {
	// Len returns the number of samples.
	Len() int
	// Shape returns the shape that all images have.
	Shape() (channels, height, width int)
	// Classes returns the names of the classes; a label is an index into them. The caller must not change them.
	Classes() []string
	// Sample fills pixels, which must have channels × height × width elements, with image i and returns its label. An error names the
	// sample.
	Sample(i int, pixels []float32) (label int, err error)
}

// Size returns the number of values in one image: channels × height × width.
func Size(set Set) int {
	channels, height, width := set.Shape()
	return channels * height * width
}

// CheckSample returns an error if set has no sample i or if pixels cannot hold it. Implementations of Sample call it first.
func CheckSample(set Set, i int, pixels []float32) error {
	if i < 0 || i >= set.Len() {
		return errors.Errorf("sample %d does not exist: the set has %d samples, counted from 0", i, set.Len())
	}
	if len(pixels) != Size(set) {
		channels, height, width := set.Shape()
		return errors.Errorf("sample %d: the buffer has %d elements, want %d for shape (%d, %d, %d)",
			i, len(pixels), Size(set), channels, height, width)
	}
	return nil
}
