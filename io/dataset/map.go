package dataset

import (
	"context"
	"iter"
	"math/rand/v2"

	"github.com/pkg/errors"
)

// Transform changes a sample in place, as decoding and augmenting do. What it draws comes from random alone. It is called by several
// goroutines at once.
type Transform func(sample *Sample, random *rand.Rand) error

// Map returns a source whose samples are those of another, changed by transform. A sample gets the same random numbers in the same epoch of
// the same seed, wherever it stands in the order.
func Map(source Source, transform Transform) Source {
	return &mapped{source, transform}
}

type mapped struct {
	Source
	transform Transform
}

func (m *mapped) Visit(ctx context.Context, order Order) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for record := range m.Source.Visit(ctx, order) {
			read := func(sample *Sample) error {
				if err := record.Read(sample); err != nil {
					return err
				}
				return errors.Wrap(m.transform(sample, order.Random(record.Index)), sample.Name)
			}
			if !yield(Record{Index: record.Index, Read: read}) {
				return
			}
		}
	}
}
