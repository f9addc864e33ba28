// Package parquet reads sets of images in Parquet files, as Hugging Face's datasets keep them.
//
// A row is a sample. Its image is a column of type struct with a field "bytes" (an image file), or a plain column of bytes; its label is a
// column of whole numbers. The names of the classes come from the key "huggingface" of the file's metadata: a JSON object with the list
// info.features.label.names where info.features.label._type is "ClassLabel" (see https://huggingface.co/docs/datasets/image_dataset). The
// file format is described at https://parquet.apache.org/docs/file-format/.
//
// Invariants:
//   - Row groups are read from first to last, and of each only the columns that are needed. They are what shards are in package shards:
//     visits follow the same rules.
//   - A row without an image, or with a label outside of the classes, is a bad sample. Damage costs the rest of its row group.
//   - What is wrong with a file is an error, also where the library that decodes it panics.
package parquet

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/internal/stream"
	"github.com/reefml/reef/io/storage"
)

// Settings of a set in Parquet files. The zero value is what is usually wanted.
type Settings struct {
	Image string // column with the images; "" means "image"
	Label string // column with the labels; "" means "label"
	// Classes are the names of the classes. nil means those that the files name, or else the numbers from 0 to the highest label.
	Classes []string
	// Buffer is the number of samples among which the next one is drawn when samples are shuffled; 0 means 1024. They are held in memory.
	Buffer int
	// ReadAhead is the number of bytes of images that are fetched ahead of the reading of files on other machines; 0 means 8 MiB.
	ReadAhead int
	// Retry says how often to try to read from other machines.
	Retry storage.Retry
}

// Rows is a set of samples in Parquet files.
type Rows struct {
	storage  storage.Storage
	settings Settings
	groups   []group
	classes  []string
	stream   stream.Stream
}

var _ dataset.Source = (*Rows)(nil)

// A group is a row group of a file.
type group struct {
	file         *file
	first        int // row of the file
	image, label *parquet.FileColumnChunk
}

// Open opens a set of Parquet files at addresses (see package storage), in their order. An address may be that of a file, a pattern with
// braces (see storage.Expand), a pattern of local files (see filepath.Match), or a folder, whose files are those named .parquet.
//
// Open reads the metadata of all files. If neither they nor the settings name the classes it reads all labels as well.
//
// The caller must close the set.
func Open(ctx context.Context, addresses []string, settings Settings) (*Rows, error) {
	if settings.Buffer < 0 || settings.ReadAhead < 0 || settings.Retry.Attempts < 0 {
		return nil, errors.Errorf("received a buffer of %d samples, %d bytes to read ahead and %d attempts: want 0 for the default, or more",
			settings.Buffer, settings.ReadAhead, settings.Retry.Attempts)
	}
	settings.Image, settings.Label = cmp.Or(settings.Image, "image"), cmp.Or(settings.Label, "label")
	settings.ReadAhead = cmp.Or(settings.ReadAhead, 8<<20)
	r := &Rows{settings: settings, storage: storage.Storage{Retry: settings.Retry}}
	r.stream.Buffer = cmp.Or(settings.Buffer, 1024)
	r.stream.Open = func(ctx context.Context, shard int) (stream.Shard, error) { return r.openGroup(ctx, shard) }
	if err := r.find(ctx, addresses); err != nil {
		r.storage.Close() // the first error is the one to report
		return nil, err
	}
	return r, nil
}

// find opens the files and names the classes.
func (r *Rows) find(ctx context.Context, patterns []string) error {
	for _, pattern := range patterns {
		addresses, err := storage.Expand(pattern)
		if err != nil {
			return err
		}
		for _, address := range addresses {
			found, err := r.storage.Find(ctx, address, ".parquet")
			if err != nil {
				return err
			}
			for _, address := range found {
				if err := r.add(ctx, address); err != nil {
					return errors.Wrap(err, address)
				}
			}
		}
	}
	if len(r.groups) == 0 {
		return errors.Errorf("there are no rows at %q", patterns)
	}
	r.stream.Ahead = storage.Remote(r.groups[0].file.address)
	if r.classes != nil {
		return nil
	}
	highest, err := r.highestLabel(ctx)
	if err != nil {
		return err
	}
	r.classes = numbered(highest + 1)
	return nil
}

// add opens a file and adds its row groups.
func (r *Rows) add(ctx context.Context, address string) error {
	f, err := r.openFile(ctx, address)
	if err != nil {
		return err
	}
	if err := r.name(f.classes); err != nil {
		return err
	}
	first := 0
	for i, found := range f.groups {
		if found.rows < 0 || found.rows > int64(largestFile-first) {
			return errors.Errorf("row group %d has %d rows", i, found.rows)
		}
		r.groups = append(r.groups, group{f, first, found.image, found.label})
		r.stream.Counts = append(r.stream.Counts, int(found.rows))
		first += int(found.rows)
	}
	return nil
}

// largestFile is a number of rows that no file has: they are counted with 32 bits here, whatever the machine.
const largestFile = 1 << 30

// name makes classes those of the set, unless it has them from the settings or an earlier file.
func (r *Rows) name(classes []string) error {
	if r.settings.Classes != nil {
		r.classes = r.settings.Classes
		return nil
	}
	if len(r.groups) == 0 {
		r.classes = classes
		return nil
	}
	if !slices.Equal(classes, r.classes) {
		return errors.Errorf("the file names the classes %.200q, but the files before it %.200q", classes, r.classes)
	}
	return nil
}

// Len returns the number of rows in all files.
func (r *Rows) Len() int { return r.stream.Len() }

// Classes returns the names of the classes.
func (r *Rows) Classes() []string { return r.classes }

// Visit yields the rows of one row group after another. A sample's Index counts through all files. Shuffling and ranks follow the rules of
// package shards, with a row group in place of a shard.
func (r *Rows) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return r.stream.Visit(ctx, order)
}

// Close closes all connections. It must not be called during a visit.
func (r *Rows) Close() error { return r.storage.Close() }
