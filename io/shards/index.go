package shards

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"math"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/storage"
)

const (
	// IndexName is the name of the index in a folder of shards.
	IndexName = "index.json"

	indexFormat  = "reef-shards"
	indexVersion = 1
	// largestIndex is the number of bytes up to which an index is read.
	largestIndex = 256 << 20
)

// Index says what is in a folder of shards. In JSON it is an object with the members "format" ("reef-shards"), "version" (1), "classes",
// "samples" (in all shards) and "shards".
type Index struct {
	Classes []string `json:"classes"`
	Shards  []Entry  `json:"shards"`
	// Fingerprint identifies what was packed, see Settings of Write; "" if that is not known.
	Fingerprint string `json:"fingerprint,omitempty"`
}

// Entry describes a shard.
type Entry struct {
	File    string `json:"file"` // name in the folder of the index
	Bytes   int64  `json:"bytes"`
	Samples int    `json:"samples"`
	SHA256  string `json:"sha256"` // in hexadecimal
	Labels  []int  `json:"labels"` // samples of each class; classes without samples at the end may be missing
}

// indexFile is the form in which an index is kept.
type indexFile struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Samples int    `json:"samples"`
	Index
}

// Samples returns the number of samples in all shards.
func (x *Index) Samples() int {
	total := 0
	for _, entry := range x.Shards {
		total += entry.Samples
	}
	return total
}

// WriteIndex writes the index of a folder.
func WriteIndex(folder string, index *Index) error {
	if err := index.check(); err != nil {
		return errors.Wrapf(err, "the index of %s", folder)
	}
	return atomicfile.Write(filepath.Join(folder, IndexName), func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "\t")
		return encoder.Encode(indexFile{indexFormat, indexVersion, index.Samples(), *index})
	})
}

// ParseIndex returns the index in the text of an index.json.
func ParseIndex(text []byte) (*Index, error) {
	var f indexFile
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, errors.Wrap(err, "this is not an index of shards")
	}
	if f.Format != indexFormat || f.Version != indexVersion {
		return nil, errors.Errorf("received format %q, version %d, want %q, version %d", f.Format, f.Version, indexFormat, indexVersion)
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.Samples != f.Index.Samples() {
		return nil, errors.Errorf("the index has %d samples, but its shards have %d", f.Samples, f.Index.Samples())
	}
	return &f.Index, nil
}

// check returns an error if the index contradicts itself.
func (x *Index) check() error {
	if _, err := newLabels(x.Classes); err != nil {
		return err
	}
	seen := make(map[string]bool, len(x.Shards))
	total := 0
	for i, entry := range x.Shards {
		if err := entry.check(len(x.Classes)); err != nil {
			return errors.Wrapf(err, "shard %d", i)
		}
		if seen[entry.File] {
			return errors.Errorf("shard %d: %s is listed twice", i, entry.File)
		}
		seen[entry.File] = true
		if entry.Samples > math.MaxInt-total {
			return errors.Errorf("shard %d: there are more samples than can be counted", i)
		}
		total += entry.Samples
	}
	return nil
}

func (e *Entry) check(classes int) error {
	if e.File == "" || e.File == "." || e.File == ".." || strings.ContainsAny(e.File, `/\:?{}`) {
		return errors.Errorf("%q is not the name of a file in the folder of the index", e.File)
	}
	if sum, err := hex.DecodeString(e.SHA256); err != nil || len(sum) != 32 {
		return errors.Errorf("%s: sha256 is %.80q, want 64 hexadecimal digits", e.File, e.SHA256)
	}
	if e.Bytes < 0 || e.Samples < 0 {
		return errors.Errorf("%s has %d samples in %d bytes", e.File, e.Samples, e.Bytes)
	}
	if len(e.Labels) > classes {
		return errors.Errorf("%s has samples of %d classes, but the index has %d", e.File, len(e.Labels), classes)
	}
	labelled := 0
	for label, count := range e.Labels {
		if count < 0 || count > e.Samples-labelled {
			return errors.Errorf("%s has %d samples of class %d, but %d in all", e.File, count, label, e.Samples)
		}
		labelled += count
	}
	if labelled != e.Samples {
		return errors.Errorf("%s has %d samples, but %d labels", e.File, e.Samples, labelled)
	}
	return nil
}

// loadIndex reads the index of a folder.
func loadIndex(ctx context.Context, from *storage.Storage, folder string) (index *Index, err error) {
	address := storage.Join(folder, IndexName)
	object, err := from.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if object.Size() > largestIndex {
		return nil, errors.Errorf("%s has %d bytes, want at most %d", address, object.Size(), largestIndex)
	}
	reader := storage.NewReader(ctx, object, address, storage.Settings{})
	defer func() {
		if closing := reader.Close(); err == nil {
			err = closing
		}
	}()
	text, err := io.ReadAll(reader)
	if err != nil {
		return nil, err
	}
	index, err = ParseIndex(text)
	return index, errors.Wrap(err, address)
}
