package dataset

import (
	"cmp"
	"iter"
	"math/rand/v2"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/random"
)

// Order says how an epoch visits a source. The zero value visits all of it from first to last.
type Order struct {
	Shuffle bool   // visit the samples in an order drawn from Seed and Epoch, instead of from first to last
	Seed    uint64 // decides the order, together with Epoch
	Epoch   int    // passes over the source that came before
	Start   int    // records to pass over without reading them: where an interrupted epoch goes on, see Batch.Next
	Rank    int    // which share of the samples to visit, from 0
	Ranks   int    // number of shares: each sample is in exactly one of them; 0 means 1
}

// Check returns an error if the order makes no sense.
func (o Order) Check() error {
	if o.Start < 0 {
		return errors.Errorf("the epoch starts at record %d, want 0 or more", o.Start)
	}
	if o.Ranks < 0 || o.Rank < 0 || o.Rank >= cmp.Or(o.Ranks, 1) {
		return errors.Errorf("received rank %d of %d, want a rank from 0 to one less than their number", o.Rank, o.Ranks)
	}
	return nil
}

// Indices yields the places, in a set of n samples, of the samples to visit. Rank r of n ranks takes every n-th of the shuffled places,
// beginning with place r.
func (o Order) Indices(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		at := func(place int) int { return place }
		if o.Shuffle {
			at = newPermutation(n, o.Seed, "shuffle", strconv.Itoa(o.Epoch)).at
		}
		ranks := cmp.Or(o.Ranks, 1)
		for place := o.Rank + o.Start*ranks; place < n; place += ranks {
			if !yield(at(place)) {
				return
			}
		}
	}
}

// Random returns the generator for what is drawn for one sample in one epoch, such as its augmentation. It does not depend on the place of
// the sample in the order.
func (o Order) Random(index int) *rand.Rand {
	return random.Stream(o.Seed, "augment", strconv.Itoa(o.Epoch), strconv.Itoa(index))
}
