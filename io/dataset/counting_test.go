package dataset_test

import (
	"slices"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// counting is a set whose sample i shows i/n in both of its pixels and has label i mod 3.
type counting struct {
	n      int
	broken map[int]bool // samples that cannot be read
	labels map[int]int  // labels that differ from i mod 3
}

var _ dataset.Set = counting{}

func (c counting) Len() int                             { return c.n }
func (c counting) Shape() (channels, height, width int) { return 1, 1, 2 }
func (c counting) Classes() []string                    { return []string{"zero", "one", "two"} }

func (c counting) Sample(i int, pixels []float32) (int, error) {
	if err := dataset.CheckSample(c, i, pixels); err != nil {
		return 0, err
	}
	if c.broken[i] {
		return 0, errors.Errorf("sample %d is broken", i)
	}
	pixels[0], pixels[1] = float32(i)/float32(c.n), float32(i)/float32(c.n)
	if label, ok := c.labels[i]; ok {
		return label, nil
	}
	return i % 3, nil
}

// shapeless is a set that claims images without channels.
type shapeless struct{ counting }

func (shapeless) Shape() (channels, height, width int) { return 0, 28, 28 }

// visit runs through an epoch and returns copies of its batches.
func visit(t *testing.T, set dataset.Set, order dataset.Order) []dataset.Batch {
	t.Helper()
	var all []dataset.Batch
	for batch, err := range dataset.Batches(set, order) {
		if err != nil {
			t.Fatalf("%+v: %v", order, err)
		}
		all = append(all, dataset.Batch{
			Pixels:  slices.Clone(batch.Pixels),
			Labels:  slices.Clone(batch.Labels),
			Indices: slices.Clone(batch.Indices),
		})
	}
	return all
}

// indices returns the samples in the order in which an epoch visits them.
func indices(t *testing.T, set dataset.Set, order dataset.Order) []int {
	t.Helper()
	var all []int
	for _, batch := range visit(t, set, order) {
		all = append(all, batch.Indices...)
	}
	return all
}

// firstError returns the error that ends an epoch, and the number of batches before it.
func firstError(set dataset.Set, order dataset.Order) (before int, err error) {
	for _, err := range dataset.Batches(set, order) {
		if err != nil {
			return before, err
		}
		before++
	}
	return before, nil
}
