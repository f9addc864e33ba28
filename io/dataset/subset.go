package dataset

import (
	"context"
	"iter"
	"slices"

	"github.com/pkg/errors"
)

// Subset returns the samples of set that stand at indices, in that order. An index may occur more than once.
func Subset(set Set, indices []int) (Set, error) {
	for place, i := range indices {
		if i < 0 || i >= set.Len() {
			return nil, errors.Errorf("subset: index %d (at place %d) is outside of the set, want 0 to %d", i, place, set.Len()-1)
		}
	}
	return newSubset(set, slices.Clone(indices)), nil
}

// newSubset is Subset for indices that are known to be right and that nobody else changes.
func newSubset(set Set, indices []int) Set {
	return &view{Set: set, n: len(indices), at: func(i int) int { return indices[i] }}
}

// First returns the first n samples of set.
func First(set Set, n int) (Set, error) {
	if n < 0 || n > set.Len() {
		return nil, errors.Errorf("cannot take the first %d samples: want 0 to %d, the size of the set", n, set.Len())
	}
	return &view{Set: set, n: n, at: func(i int) int { return i }}, nil
}

// A view is n samples of a set: number i is number at(i) of the whole.
type view struct {
	Set
	n  int
	at func(i int) int
}

func (v *view) Len() int { return v.n }

func (v *view) Visit(ctx context.Context, order Order) iter.Seq[Record] {
	return VisitSet(ctx, v, order)
}

func (v *view) Label(i int) int { return v.Set.Label(v.at(i)) }

// Read reads through to the whole set, whose error names the sample by its place there: the place that leads to the file.
func (v *view) Read(i int, sample *Sample) error {
	if err := CheckIndex(i, v.n); err != nil {
		return err
	}
	return v.Set.Read(v.at(i), sample)
}
