package dataset_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// counting is a set whose sample i shows i mod 256 in both of its pixels and has label i mod 3.
type counting struct {
	n      int
	broken map[int]bool // samples that cannot be read
	labels map[int]int  // labels that differ from i mod 3
	wide   map[int]bool // samples of another shape
	coded  map[int]bool // samples that are not decoded
}

var _ dataset.Set = counting{}

func (c counting) Len() int          { return c.n }
func (c counting) Classes() []string { return []string{"zero", "one", "two"} }

func (c counting) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, c, order)
}

func (c counting) Label(i int) int {
	if label, ok := c.labels[i]; ok {
		return label
	}
	return i % 3
}

func (c counting) Read(i int, sample *dataset.Sample) error {
	if err := dataset.CheckIndex(i, c.n); err != nil {
		return err
	}
	sample.Name = fmt.Sprint("sample ", i)
	if c.broken[i] {
		return errors.Errorf("sample %d is broken", i)
	}
	sample.Label, sample.Encoded = c.Label(i), sample.Encoded[:0]
	if c.coded[i] {
		sample.Encoded = append(sample.Encoded, "a file"...)
	}
	sample.Image.Resize(1, 1, 2)
	if c.wide[i] {
		sample.Image.Resize(1, 1, 3)
	}
	for k := range sample.Image.Pixels {
		sample.Image.Pixels[k] = uint8(i)
	}
	return nil
}

// visit runs through an epoch and returns copies of its batches.
func visit(t *testing.T, source dataset.Source, order dataset.Order, loading dataset.Loading) []dataset.Batch {
	t.Helper()
	var all []dataset.Batch
	for batch, err := range dataset.Batches(context.Background(), source, order, loading) {
		if err != nil {
			t.Fatalf("%+v: %v", order, err)
		}
		copied := *batch
		copied.Pixels, copied.Labels = slices.Clone(batch.Pixels), slices.Clone(batch.Labels)
		copied.Targets, copied.Indices = slices.Clone(batch.Targets), slices.Clone(batch.Indices)
		all = append(all, copied)
	}
	return all
}

// indices returns the samples in the order in which an epoch visits them.
func indices(t *testing.T, source dataset.Source, order dataset.Order, loading dataset.Loading) []int {
	t.Helper()
	var all []int
	for _, batch := range visit(t, source, order, loading) {
		all = append(all, batch.Indices...)
	}
	return all
}

// labels reads the labels of a whole set.
func labels(t *testing.T, source dataset.Source) []int {
	t.Helper()
	var all []int
	for _, batch := range visit(t, source, dataset.Order{}, dataset.Loading{}) {
		all = append(all, batch.Labels...)
	}
	return all
}

func equal(a, b dataset.Batch) bool {
	return a.Channels == b.Channels && a.Height == b.Height && a.Width == b.Width && a.Next == b.Next &&
		slices.Equal(a.Pixels, b.Pixels) && slices.Equal(a.Labels, b.Labels) && slices.Equal(a.Targets, b.Targets) &&
		slices.Equal(a.Indices, b.Indices)
}
