package dataset

import (
	"context"
	"iter"
	"os"
	"strconv"
	"sync"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/random"
)

// DefaultCacheMemory is the memory budget of a Cache that names none: 1 GiB.
const DefaultCacheMemory = 1 << 30

// CacheSettings say what a Cache keeps, and where.
type CacheSettings struct {
	// Transform changes a sample before it is kept, as decoding does; nil: nothing. What it draws is the same in all epochs.
	Transform Transform
	Memory    int64  // bytes of images to keep in memory; 0 means DefaultCacheMemory, less than 0 none
	Folder    string // where a temporary file keeps what does not fit; empty: nowhere
	Disk      int64  // bytes of images to keep in that file; 0: no limit
}

// Cache is a set that keeps the samples of another one, once they have been read, until its budgets are used up. What came first stays: an
// epoch visits every sample once, so that to replace one by another gains nothing. It is for decoded images, which are read again in every
// epoch; beside them it keeps some hundred bytes for each sample that is kept. Close it to remove the file.
type Cache struct {
	Set
	settings CacheSettings

	mutex   sync.RWMutex
	kept    map[int]*keptSample
	memory  int64 // bytes in use
	disk    int64 // bytes in use: the end of the file
	file    *os.File
	path    string
	stopped error // why nothing more is written to the file
}

// keptSample is in memory, or at an offset of the file if there are no bytes.
type keptSample struct {
	Sample
	size   int64
	offset int64
}

// NewCache returns a cache of a set.
func NewCache(set Set, settings CacheSettings) (*Cache, error) {
	c := &Cache{Set: set, settings: settings, kept: map[int]*keptSample{}}
	if settings.Memory == 0 {
		c.settings.Memory = DefaultCacheMemory
	}
	if settings.Folder == "" {
		return c, nil
	}
	file, err := os.CreateTemp(settings.Folder, "reef-cache-*")
	if err != nil {
		return nil, errors.Wrap(err, "the cache's file")
	}
	c.file, c.path = file, file.Name()
	return c, nil
}

// Visit yields the samples in an order.
func (c *Cache) Visit(ctx context.Context, order Order) iter.Seq[Record] {
	return VisitSet(ctx, c, order)
}

// Read makes sample the changed sample i of the set.
func (c *Cache) Read(i int, sample *Sample) error {
	c.mutex.RLock()
	found := c.kept[i]
	c.mutex.RUnlock()
	if found != nil {
		return c.restore(found, sample)
	}
	if err := c.Set.Read(i, sample); err != nil {
		return err
	}
	if c.settings.Transform != nil {
		if err := c.settings.Transform(sample, random.Stream(0, "cache", strconv.Itoa(i))); err != nil {
			return errors.WithMessage(err, sample.Name)
		}
	}
	c.keep(i, sample)
	return nil
}

// bytes returns the part of a sample that takes the memory.
func (s *Sample) bytes() []byte {
	if len(s.Encoded) > 0 {
		return s.Encoded
	}
	return s.Image.Pixels
}

// restore copies what was kept.
func (c *Cache) restore(from *keptSample, sample *Sample) error {
	if from.offset < 0 {
		sample.CopyFrom(&from.Sample)
		return nil
	}
	sample.Name, sample.Label, sample.Encoded = from.Name, from.Label, sample.Encoded[:0]
	if m := from.Image; m.Channels > 0 {
		sample.Image.Resize(m.Channels, m.Height, m.Width)
	} else {
		sample.Encoded = append(sample.Encoded, make([]byte, from.size)...)
	}
	_, err := c.file.ReadAt(sample.bytes(), from.offset)
	return errors.Wrapf(err, "%s, from the cache", sample.Name)
}

// keep stores a sample if there is room. A file that cannot be written, as on a full disk, ends the keeping there and not the training; Close
// tells.
func (c *Cache) keep(i int, sample *Sample) {
	size := int64(len(sample.bytes()))
	made := &keptSample{size: size, offset: -1}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.kept[i] != nil { // another goroutine was first
		return
	}
	switch {
	case c.memory+size <= c.settings.Memory:
		made.CopyFrom(sample)
		c.memory += size
	case c.file != nil && c.stopped == nil && (c.settings.Disk == 0 || c.disk+size <= c.settings.Disk):
		if _, err := c.file.WriteAt(sample.bytes(), c.disk); err != nil {
			c.stopped = errors.WithStack(err)
			return
		}
		made.Name, made.Label, made.offset = sample.Name, sample.Label, c.disk
		if len(sample.Encoded) == 0 {
			made.Image = Image{Channels: sample.Image.Channels, Height: sample.Image.Height, Width: sample.Image.Width}
		}
		c.disk += size
	default:
		return
	}
	c.kept[i] = made
}

// Kept returns how many samples, and how many bytes of them, are in memory and in the file.
func (c *Cache) Kept() (samples int, memory, disk int64) {
	c.mutex.RLock()
	defer c.mutex.RUnlock()
	return len(c.kept), c.memory, c.disk
}

// Close removes the file. It returns the error that ended the writing to it, if there was one.
func (c *Cache) Close() error {
	if c.file == nil {
		return nil
	}
	closed, removed := c.file.Close(), os.Remove(c.path)
	for _, err := range []error{c.stopped, closed, removed} {
		if err != nil {
			return errors.WithMessage(err, "the cache's file")
		}
	}
	return nil
}
