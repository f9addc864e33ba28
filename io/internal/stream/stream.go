// Package stream visits sets that are kept in shards: files, or parts of files, which are read from their beginning.
//
// The order of an epoch is made in three steps:
//
//  1. The shards are put in an order drawn from the seed and the epoch. Their samples, one shard after another, are the line of the epoch.
//  2. The line is cut into as many runs as there are ranks, the first ones a sample longer if it cannot be cut evenly. Rank r visits run r.
//  3. A buffer is filled from the run. The next sample is one drawn from the buffer, and the next of the run takes its place.
//
// Without shuffling, the shards stay in their order and the buffer holds one sample.
//
// Invariants:
//   - The order is computed on numbers alone, before anything is read. That is how a visit starts in the middle: what came before is drawn
//     again and not read, and shards of which nothing is left to visit are not opened.
//   - Every sample that is counted is visited, whether it can be read or not.
//   - Memory grows with the number of shards and the size of the buffer, not with the number of samples.
package stream

import (
	"context"
	"iter"

	"github.com/reefml/reef/internal/scratch"
	"github.com/reefml/reef/io/dataset"
)

// Shard reads the samples of one shard from first to last. It need not be safe for concurrent use.
type Shard interface {
	// Next sets Name, Label and Encoded to those of the next sample; it may reuse the memory of Encoded, see Resize. An error is that of one
	// sample: Next is called for each sample that was counted, and where a shard cannot be read on it returns an error every time.
	Next(sample *dataset.Sample) error
	// Skip passes over n samples. What goes wrong is returned by the next call of Next.
	Skip(n int)
	// Close ends the reading. What goes wrong in it concerns no sample.
	Close()
}

// Stream is a set of shards.
type Stream struct {
	Counts []int // samples in each shard
	Buffer int   // samples among which the next one is drawn, at least 1
	// Open opens a shard. It is called by one goroutine at a time.
	Open func(ctx context.Context, shard int) (Shard, error)
	// Ahead says that a shard is worth opening, by a goroutine of its own, while the one before it is read.
	Ahead bool

	entries scratch.Pool[dataset.Sample]
}

// Len returns the number of samples.
func (s *Stream) Len() int {
	total := 0
	for _, count := range s.Counts {
		total += count
	}
	return total
}

// Visit is the method of dataset.Source.
func (s *Stream) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return func(yield func(dataset.Record) bool) {
		if err := order.Check(); err != nil {
			yield(dataset.Record{Read: func(*dataset.Sample) error { return err }})
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		line := newLine(s.Counts, order)
		drawing := newDrawing(line, s.Buffer, order)
		reader := newReader(ctx, s, line.needed(drawing.places(), drawing.next, drawing.end))
		defer reader.close()
		buffer := make([]entry, len(drawing.held))
		for i := range buffer {
			buffer[i].place = drawing.held[i]
		}
		reader.fill(buffer)
		for len(drawing.held) > 0 && ctx.Err() == nil {
			chosen := drawing.choose()
			record := s.record(buffer[chosen])
			if !yield(record) {
				return
			}
			if place, more := drawing.replace(chosen); more {
				buffer[chosen] = reader.read(place)
			} else {
				buffer[chosen] = buffer[len(buffer)-1]
				buffer = buffer[:len(buffer)-1]
			}
		}
	}
}

// An entry is a sample in the buffer.
type entry struct {
	place  int // in the line of the epoch
	index  int // in the whole set
	sample *dataset.Sample
	err    error
}

// record returns the step of a visit that hands an entry over.
func (s *Stream) record(e entry) dataset.Record {
	return dataset.Record{Index: e.index, Read: func(sample *dataset.Sample) error {
		sample.Name, sample.Label = e.sample.Name, e.sample.Label
		// Instead of copying the bytes, memory is exchanged: the sample's old one will be that of another entry.
		sample.Encoded, e.sample.Encoded = e.sample.Encoded, sample.Encoded
		s.entries.GiveBack(e.sample)
		return e.err
	}}
}

// Resize returns a slice of that size, in the memory of buffer if it fits: neither too small, nor so large that a few large images would
// in time make all buffers large.
func Resize(buffer []byte, size int) []byte {
	if cap(buffer) < size || cap(buffer) > 4*size+smallBuffer {
		return make([]byte, size)
	}
	return buffer[:size]
}

// smallBuffer is a number of bytes that are not worth saving.
const smallBuffer = 16 << 10
