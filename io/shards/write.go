package shards

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// WriteSettings say how a set is cut into shards. The zero value is what is usually wanted, but for Shuffle.
type WriteSettings struct {
	Samples int    // in a shard, at most; 0 means 8192
	Bytes   int64  // of a shard, at most, unless one sample takes more; 0 means any number
	Name    string // of a shard, before its number; "" means "shard-", as in shard-000000.tar
	// Shuffle writes the samples in an order drawn from Seed. Sets that are kept class by class should be, because visits of shards mix
	// neighbours only.
	Shuffle bool
	Seed    uint64
	// AtOnce is the number of shards that are written at once; 0 means 1. It is of no effect where Bytes is set, as each shard then begins
	// where the one before it has ended.
	AtOnce int
	// Fingerprint identifies the source, such as a hash of its files' names. A run that was interrupted is continued by one with the same
	// fingerprint, settings, classes and number of samples.
	Fingerprint string
	// OnError is called for a sample that cannot be read or written, by one goroutine at a time. If it returns nil the sample is left out;
	// otherwise writing ends with what it returns. nil means that the first such sample ends it.
	OnError func(error) error
}

// Write writes the samples of source to shards in a folder, which must exist, and then their index.
//
// If it is interrupted, by ctx, an error or a crash, the next call with the same arguments keeps the shards that are complete, after
// comparing their hashes, and the outcome is the same as without the interruption. Until the end the folder has no index.
func Write(ctx context.Context, folder string, source dataset.Source, settings WriteSettings) (*Index, error) {
	w, err := newWriter(folder, source, settings)
	if err != nil {
		return nil, err
	}
	if index, err := w.complete(ctx); index != nil || err != nil {
		return index, err
	}
	if settings.Bytes > 0 {
		err = w.oneByOne(ctx)
	} else {
		err = w.atOnce(ctx)
	}
	if err != nil {
		return nil, err
	}
	return w.finish()
}

// A writer writes one set.
type writer struct {
	folder      string
	source      dataset.Source
	settings    WriteSettings
	fingerprint string
	shards      []progress
	mutex       sync.Mutex // for OnError
}

func newWriter(folder string, source dataset.Source, settings WriteSettings) (*writer, error) {
	if settings.Samples < 0 || settings.Bytes < 0 || settings.AtOnce < 0 {
		return nil, errors.Errorf("received %d samples and %d bytes a shard, %d shards at once: want 0 for the default, or more",
			settings.Samples, settings.Bytes, settings.AtOnce)
	}
	if strings.ContainsAny(settings.Name, `/\:?{}`) {
		return nil, errors.Errorf("shards cannot be named %q, want the beginning of a file's name", settings.Name)
	}
	if source.Len() == 0 {
		return nil, errors.New("the source has no samples to write")
	}
	settings.Samples, settings.Name = cmp.Or(settings.Samples, 8192), cmp.Or(settings.Name, "shard-")
	what, err := json.Marshal([]any{
		settings.Samples, settings.Bytes, settings.Shuffle, settings.Seed, settings.Fingerprint, source.Classes(), source.Len(),
	})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(what)
	return &writer{folder: folder, source: source, settings: settings, fingerprint: hex.EncodeToString(sum[:])}, nil
}

// complete returns the index of the folder if a run with the same arguments has been here and all of it is still there. If not, it removes
// an index, which will be wrong as soon as a shard is replaced.
func (w *writer) complete(ctx context.Context) (*Index, error) {
	path := filepath.Join(w.folder, IndexName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	index, err := ParseIndex(text)
	if err != nil || index.Fingerprint != w.fingerprint {
		return nil, os.Remove(path)
	}
	for _, entry := range index.Shards {
		agrees, err := isFile(ctx, filepath.Join(w.folder, entry.File), &entry)
		if err != nil {
			return nil, err
		}
		if !agrees {
			return nil, os.Remove(path)
		}
	}
	return index, nil
}

// oneByOne writes shards that begin where the one before them has ended.
func (w *writer) oneByOne(ctx context.Context) error {
	for begin := 0; begin < w.source.Len(); {
		shard, err := w.shard(ctx, len(w.shards), begin)
		if err != nil {
			return err
		}
		w.shards = append(w.shards, shard)
		begin = shard.End
	}
	return nil
}

// atOnce writes shards whose places are known.
func (w *writer) atOnce(ctx context.Context) error {
	size := w.settings.Samples
	w.shards = make([]progress, (w.source.Len()+size-1)/size)
	return each(ctx, len(w.shards), max(w.settings.AtOnce, 1), func(ctx context.Context, i int) (err error) {
		w.shards[i], err = w.shard(ctx, i, i*size)
		return err
	})
}

// shard writes the shard of a number, unless it is there already.
func (w *writer) shard(ctx context.Context, number, begin int) (progress, error) {
	path := filepath.Join(w.folder, fmt.Sprintf("%s%06d.tar", w.settings.Name, number))
	if kept, complete, err := loadProgress(ctx, path, w.fingerprint, begin); err != nil || complete {
		return kept, err
	}
	written := progress{Begin: begin, End: begin, Fingerprint: w.fingerprint}
	entry, err := WriteShard(path, begin, len(w.source.Classes()), w.samples(ctx, &written.End))
	if err != nil {
		return written, err
	}
	written.Entry = entry
	return written, written.save(path)
}

// finish writes the index and removes the records that it replaces.
func (w *writer) finish() (*Index, error) {
	index := &Index{Classes: w.source.Classes(), Fingerprint: w.fingerprint}
	for _, shard := range w.shards {
		index.Shards = append(index.Shards, shard.Entry)
	}
	if err := WriteIndex(w.folder, index); err != nil {
		return nil, err
	}
	for _, entry := range index.Shards {
		if err := os.Remove(progressPath(filepath.Join(w.folder, entry.File))); err != nil {
			return nil, err
		}
	}
	return index, nil
}
