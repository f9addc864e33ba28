package shards

import (
	"context"
	"io"

	"github.com/pkg/errors"
)

// readers is how many shards are counted or checked at once. Doing so waits for disks and connections more than it computes.
const readers = 8

// scan counts the samples of all shards and returns the highest label, -1 if there are no samples.
func (s *Shards) scan(ctx context.Context) (highest int, err error) {
	found := make([]counted, len(s.files))
	err = each(ctx, len(s.files), readers, func(ctx context.Context, i int) (err error) {
		found[i], err = s.scanShard(ctx, s.files[i])
		return err
	})
	if err != nil {
		return 0, err
	}
	s.stream.Counts = make([]int, len(s.files))
	highest = -1
	var strange error
	for i, c := range found {
		s.stream.Counts[i] = c.samples
		highest = max(highest, c.highest)
		strange = firstError(strange, c.strange)
	}
	if highest < 0 && strange != nil { // no label is a number
		return 0, strange
	}
	return highest, nil
}

// counted is what one shard holds.
type counted struct {
	samples int
	highest int   // label, -1 if there is none
	strange error // what is wrong with the first label that cannot be read
}

// scanShard counts the samples of a shard. Damage counts as a sample, whose Read will tell of it; what the storage does not deliver is an
// error.
func (s *Shards) scanShard(ctx context.Context, f file) (counted, error) {
	c := counted{highest: -1}
	object, err := s.storage.Open(ctx, f.address)
	if err != nil {
		return c, err
	}
	r, err := newReader(ctx, object, f.address, s.reading(f.address, scanBuffer))
	if err != nil {
		return c, err
	}
	defer r.Close()
	for {
		err := r.next(&r.sample)
		if err == io.EOF {
			return c, nil
		}
		c.samples++
		if err != nil {
			return c, r.source.Err()
		}
		label, err := s.labels.label(&r.sample)
		if err != nil && c.strange == nil {
			c.strange = errors.Wrapf(err, "%s:%s", f.address, r.sample.key)
		} else if err == nil {
			c.highest = max(c.highest, label)
		}
	}
}
