package shards

import (
	"context"
	"iter"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// samples yields those that belong in a shard and moves *end behind them.
func (w *writer) samples(ctx context.Context, end *int) iter.Seq2[*dataset.Sample, error] {
	return func(yield func(*dataset.Sample, error) bool) {
		var sample dataset.Sample
		last, bytes := min(*end+w.settings.Samples, w.source.Len()), int64(shardTrailer)
		order := dataset.Order{Shuffle: w.settings.Shuffle, Seed: w.settings.Seed, Start: *end}
		for record := range w.source.Visit(ctx, order) {
			err := w.prepare(record, &sample)
			size := sizeInShard(&sample)
			if err == nil && w.settings.Bytes > 0 && bytes > shardTrailer && bytes+size > w.settings.Bytes {
				return // it begins the next shard
			}
			*end++
			if err == nil {
				bytes += size
				if !yield(&sample, nil) {
					return
				}
			} else if err := w.bad(err); err != nil {
				yield(nil, err)
				return
			}
			if *end == last {
				return
			}
		}
		yield(nil, errors.Wrapf(firstError(ctx.Err(), errors.New("the source has fewer samples than it says")),
			"after sample %d of %d", *end, w.source.Len()))
	}
}

// prepare reads a sample and encodes it, so that its size is known and only the disk can refuse it.
func (w *writer) prepare(record dataset.Record, sample *dataset.Sample) error {
	if err := record.Read(sample); err != nil {
		return err
	}
	encoded, _, err := encode(sample)
	sample.Encoded = encoded
	return errors.Wrap(err, sample.Name)
}

func (w *writer) bad(err error) error {
	if w.settings.OnError == nil {
		return err
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.settings.OnError(err)
}

const (
	tarBlock     = 512
	shardTrailer = 2 * tarBlock
)

// sizeInShard returns the number of bytes that an encoded sample takes: two headers, the image and the label, in blocks.
func sizeInShard(sample *dataset.Sample) int64 {
	return int64(2*tarBlock + (len(sample.Encoded)+tarBlock-1)/tarBlock*tarBlock + tarBlock)
}
