package shards

import (
	"archive/tar"
	"cmp"
	"context"
	"io"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/internal/stream"
	"github.com/reefml/reef/io/storage"
)

// A reader reads the samples of an open shard.
type reader struct {
	archive
	source *storage.Reader
	finish func() // ends the decompressing
	name   string
	labels *labels
	sample sample
	broken error // why the shard cannot be read on
}

var _ stream.Shard = (*reader)(nil)

// open opens a shard for a visit.
func (s *Shards) open(ctx context.Context, f file) (stream.Shard, error) {
	object, err := s.storage.Open(ctx, f.address)
	if err != nil {
		return nil, err
	}
	if f.bytes >= 0 && object.Size() != f.bytes {
		return nil, errors.Errorf("%s has %d bytes, but %d by its index: it was replaced or not copied whole", f.address, object.Size(), f.bytes)
	}
	r, err := newReader(ctx, object, f.address, s.reading(f.address, visitBuffer))
	if err != nil {
		return nil, err
	}
	r.images, r.labels = true, &s.labels
	return r, nil
}

const (
	visitBuffer = 256 << 10 // bytes read at once
	scanBuffer  = 4 << 10
	usualAhead  = 8 << 20
)

// reading returns how to read a shard.
func (s *Shards) reading(address string, buffer int) storage.Settings {
	settings := storage.Settings{Retry: s.settings.Retry, Buffer: buffer}
	if storage.Remote(address) {
		settings.ReadAhead = cmp.Or(s.settings.ReadAhead, usualAhead)
	}
	return settings
}

// newReader returns a reader at the beginning of a shard, which passes over images.
func newReader(ctx context.Context, object storage.Object, address string, settings storage.Settings) (*reader, error) {
	_, name := storage.Split(address)
	r := &reader{source: storage.NewReader(ctx, object, address, settings), name: name}
	content, plain, finish, err := decompress(r.source)
	if err != nil {
		r.source.Close() // the first error is the one to report
		return nil, errors.Wrap(err, address)
	}
	counted := &counter{source: content}
	r.finish, r.size, r.offset = finish, -1, func() int64 { return counted.bytes }
	r.members = tar.NewReader(counted)
	if plain {
		r.size, r.offset = object.Size(), r.source.Offset
		r.members = tar.NewReader(r.source)
	}
	return r, nil
}

// Next reads the next sample.
func (r *reader) Next(into *dataset.Sample) error {
	into.Encoded, r.sample.encoded = into.Encoded[:0], into.Encoded
	into.Name = r.name
	if r.advance(); r.broken != nil {
		return errors.Wrap(r.broken, r.name)
	}
	into.Name = r.name + ":" + r.sample.key
	into.Encoded = r.sample.encoded
	if err := r.sample.err; err != nil {
		return errors.Wrap(err, into.Name)
	}
	if len(into.Encoded) == 0 {
		return errors.Errorf("%s: the sample has no image", into.Name)
	}
	label, err := r.labels.label(&r.sample)
	into.Label = label
	return errors.Wrap(err, into.Name)
}

// Skip passes over n samples.
func (r *reader) Skip(n int) {
	r.images = false
	for range n {
		r.advance()
	}
	r.images = true
}

func (r *reader) advance() {
	if r.broken != nil {
		return
	}
	r.broken = r.next(&r.sample)
	if r.broken == io.EOF {
		r.broken = errors.Errorf("the shard ends at byte %d, before all samples that were counted in it: its index is wrong, or it has changed",
			r.offset())
	}
}

// Close ends the reading.
func (r *reader) Close() {
	r.finish()
	r.source.Close() // the bytes that were read are those of the object
}

// A counter counts the bytes that are read through it.
type counter struct {
	source io.Reader
	bytes  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	c.bytes += int64(n)
	return n, err
}
