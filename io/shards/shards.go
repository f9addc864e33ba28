package shards

import (
	"cmp"
	"context"
	"iter"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/internal/stream"
	"github.com/reefml/reef/io/storage"
)

// Settings of a set of shards. The zero value is what is usually wanted.
type Settings struct {
	// Classes are the names of the classes. nil means those of the index, or else the numbers from 0 to the highest label.
	Classes []string
	// Buffer is the number of samples among which the next one is drawn when samples are shuffled; 0 means 1024. They are held in memory.
	Buffer int
	// ReadAhead is the number of bytes that are fetched ahead of the reading of a shard on another machine; 0 means 8 MiB.
	ReadAhead int
	// Retry says how often to try to read from other machines.
	Retry storage.Retry
}

// Shards is a set of samples in shards.
type Shards struct {
	storage  storage.Storage
	settings Settings
	files    []file
	labels   labels
	stream   stream.Stream
}

var _ dataset.Source = (*Shards)(nil)

// A file is one shard.
type file struct {
	address string
	bytes   int64 // -1 if no index says so
}

// Open opens a set of shards at addresses (see package storage), in their order. An address may be
//
//   - that of a shard;
//   - a pattern with braces, as https://host/train-{000000..000146}.tar, see storage.Expand;
//   - a pattern of local files, as train-*.tar, see filepath.Match;
//   - a folder: a local one, or an address that ends in /. Its shards are those in its index, or else all files in it that are named .tar,
//     .tar.gz, .tgz or .tar.zst.
//
// How many samples there are must be known before the first is read. It comes from the index beside the shards, if it lists all of them.
// Without one, Open reads all shards once: of plain local ones the headers of members and the labels only, of compressed ones and those on
// other machines everything.
//
// The caller must close the set.
func Open(ctx context.Context, addresses []string, settings Settings) (*Shards, error) {
	if settings.Buffer < 0 || settings.ReadAhead < 0 || settings.Retry.Attempts < 0 {
		return nil, errors.Errorf("received a buffer of %d samples, %d bytes to read ahead and %d attempts: want 0 for the default, or more",
			settings.Buffer, settings.ReadAhead, settings.Retry.Attempts)
	}
	s := &Shards{settings: settings, storage: storage.Storage{Retry: settings.Retry}}
	s.stream.Buffer = cmp.Or(settings.Buffer, 1024)
	s.stream.Open = func(ctx context.Context, shard int) (stream.Shard, error) { return s.open(ctx, s.files[shard]) }
	if err := s.find(ctx, addresses); err != nil {
		s.Close() // the first error is the one to report
		return nil, err
	}
	return s, nil
}

// find finds the shards and counts their samples.
func (s *Shards) find(ctx context.Context, patterns []string) error {
	addresses, err := find(ctx, &s.storage, patterns)
	if err != nil {
		return err
	}
	if len(addresses) == 0 {
		return errors.Errorf("there are no shards at %q", patterns)
	}
	s.stream.Ahead = storage.Remote(addresses[0])
	return s.count(ctx, addresses)
}

// count sets the shards, the number of samples in each, and the classes.
func (s *Shards) count(ctx context.Context, addresses []string) error {
	index, err := findIndex(ctx, &s.storage, addresses)
	if err != nil {
		return err
	}
	if index != nil {
		if given := s.settings.Classes; given != nil && len(given) < len(index.Classes) {
			return errors.Errorf("received the names of %d classes, but the index of %s has %d", len(given), addresses[0], len(index.Classes))
		}
		for i, entry := range index.Shards {
			s.files = append(s.files, file{addresses[i], entry.Bytes})
			s.stream.Counts = append(s.stream.Counts, entry.Samples)
		}
		s.labels, err = newLabels(firstOf(s.settings.Classes, index.Classes))
		return err
	}
	for _, address := range addresses {
		s.files = append(s.files, file{address, -1})
	}
	s.labels = anyLabels()
	if given := s.settings.Classes; given != nil {
		if s.labels, err = newLabels(given); err != nil {
			return err
		}
	}
	highest, err := s.scan(ctx)
	if err != nil || s.settings.Classes != nil {
		return err
	}
	s.labels, err = newLabels(numbered(highest + 1))
	return err
}

func firstOf(a, b []string) []string {
	if a != nil {
		return a
	}
	return b
}

// numbered returns the names of classes that have none: their numbers.
func numbered(n int) []string {
	classes := make([]string, n)
	for i := range classes {
		classes[i] = strconv.Itoa(i)
	}
	return classes
}

// Len returns the number of samples in all shards.
func (s *Shards) Len() int { return s.stream.Len() }

// Classes returns the names of the classes.
func (s *Shards) Classes() []string { return s.labels.classes }

// Visit yields the samples shard after shard. A sample's Index counts through all shards.
//
// With order.Shuffle the shards come in an order drawn from the seed and the epoch, and each sample is drawn from a buffer of
// Settings.Buffer samples, which the shards fill: neighbours in a shard come apart, but stay near one another. Write them shuffled.
//
// The samples of the shards in their order are cut into as many runs as there are ranks, which differ in length by one sample at most; a
// rank visits its run, and opens only the shards that the run touches.
func (s *Shards) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return s.stream.Visit(ctx, order)
}

// Close closes all connections. It must not be called during a visit.
func (s *Shards) Close() error { return s.storage.Close() }
