package dataset

import (
	"context"
	"iter"

	"github.com/pkg/errors"
)

// Source is a finite collection of labelled images that is visited in epochs: a Set, or a stream of shards.
//
// Package datasettest holds the tests that every implementation must pass.
type Source interface {
	// Len returns the number of samples in an epoch, over all ranks.
	Len() int
	// Classes returns the names of the classes; a label is an index into them. The caller must not change them.
	Classes() []string
	// Visit yields the records of one epoch. Which, and in which order, depends on the source and the order alone. A sample that cannot be
	// read is a record like others, whose Read returns an error: what comes after it keeps its place. When ctx is cancelled the visit ends,
	// and no goroutine of it is left when the iteration is over.
	Visit(ctx context.Context, order Order) iter.Seq[Record]
}

// Record is one step of a visit: a sample that is still to be read.
type Record struct {
	Index int // the sample's place in its source, the same in every epoch
	// Read replaces what sample holds. It is called at most once, by any goroutine, also after the visit has gone on. An error names the
	// sample; sample.Name is then set as far as it is known.
	Read func(sample *Sample) error
}

// Set is a source whose samples can be read in any order. It is safe for concurrent reads.
type Set interface {
	Source
	// Label returns the label of sample i, which must be from 0 to Len()-1, without reading the image.
	Label(i int) int
	// Read replaces what sample holds by sample i. An error names the sample; sample.Name is then set as far as it is known.
	Read(i int, sample *Sample) error
}

// VisitSet is the method Visit of a Set.
func VisitSet(ctx context.Context, set Set, order Order) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for index := range order.Indices(set.Len()) {
			read := func(sample *Sample) error { return set.Read(index, sample) }
			if ctx.Err() != nil || !yield(Record{Index: index, Read: read}) {
				return
			}
		}
	}
}

// CheckIndex returns an error if a set of n samples has no sample i. Implementations of Read call it first.
func CheckIndex(i, n int) error {
	if i < 0 || i >= n {
		return errors.Errorf("sample %d does not exist: the set has %d samples, counted from 0", i, n)
	}
	return nil
}
