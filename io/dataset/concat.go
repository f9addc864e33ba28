package dataset

import (
	"context"
	"iter"
	"slices"
	"sort"

	"github.com/pkg/errors"
)

// Concat joins sets of the same classes: the samples of the first, then those of the second, and so on.
func Concat(sets ...Set) (Set, error) {
	if len(sets) == 0 {
		return nil, errors.New("received no sets to join, want one or more")
	}
	c := &concatenation{sets: sets, ends: make([]int, len(sets))}
	for i, set := range sets {
		if !slices.Equal(set.Classes(), sets[0].Classes()) {
			return nil, errors.Errorf("cannot join sets of different classes: the first has %q, set %d has %q", sets[0].Classes(), i+1, set.Classes())
		}
		c.length += set.Len()
		c.ends[i] = c.length
	}
	return c, nil
}

type concatenation struct {
	sets   []Set
	ends   []int // of each set: the number of samples in it and in those before
	length int
}

func (c *concatenation) Len() int { return c.length }

func (c *concatenation) Classes() []string { return c.sets[0].Classes() }

func (c *concatenation) Visit(ctx context.Context, order Order) iter.Seq[Record] {
	return VisitSet(ctx, c, order)
}

// find returns the set that has sample i, and its place there.
func (c *concatenation) find(i int) (set Set, place int) {
	number := sort.SearchInts(c.ends, i+1)
	if number > 0 {
		i -= c.ends[number-1]
	}
	return c.sets[number], i
}

func (c *concatenation) Label(i int) int {
	set, place := c.find(i)
	return set.Label(place)
}

func (c *concatenation) Read(i int, sample *Sample) error {
	if err := CheckIndex(i, c.length); err != nil {
		return err
	}
	set, place := c.find(i)
	return set.Read(place, sample)
}
