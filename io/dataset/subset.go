package dataset

import (
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
	return &subset{Set: set, indices: slices.Clone(indices)}, nil
}

// First returns the first n samples of set.
func First(set Set, n int) (Set, error) {
	if n < 0 || n > set.Len() {
		return nil, errors.Errorf("cannot take the first %d samples: want 0 to %d, the size of the set", n, set.Len())
	}
	indices := make([]int, n)
	for i := range indices {
		indices[i] = i
	}
	return &subset{Set: set, indices: indices}, nil
}

type subset struct {
	Set
	indices []int
}

func (s *subset) Len() int { return len(s.indices) }

// Sample reads through to the whole set, whose error names the sample by its place there: the place that leads to the file.
func (s *subset) Sample(i int, pixels []float32) (int, error) {
	if err := CheckSample(s, i, pixels); err != nil {
		return 0, err
	}
	return s.Set.Sample(s.indices[i], pixels)
}
