package shards

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/dataset"
)

// WriteShard writes samples to a tar file and returns its entry in an index. A sample becomes KEY.jpg, or as its encoding is named, and
// KEY.cls. The key is its number, counted from first on, and what its name ends with. Samples that are not encoded are written as PNG, and
// must be grey or RGB.
//
// Bytes depend on the samples alone. The file at path is replaced when all are written, and not touched if one of them is an error. Several
// shards can be written at once.
func WriteShard(path string, first, classes int, samples iter.Seq2[*dataset.Sample, error]) (Entry, error) {
	if err := removeLeftovers(path); err != nil {
		return Entry{}, err
	}
	w := shardWriter{number: first, entry: Entry{File: filepath.Base(path), Labels: make([]int, classes)}}
	err := atomicfile.Write(path, func(file io.Writer) error { return w.write(file, samples) })
	return w.entry, err
}

// removeLeftovers removes what a process that was killed while it wrote the shard has left.
func removeLeftovers(path string) error {
	folder, name := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(folder))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), "."+name+".") && strings.HasSuffix(entry.Name(), ".tmp") {
			if err := os.Remove(filepath.Join(folder, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// A shardWriter writes one shard and keeps its account.
type shardWriter struct {
	entry  Entry
	number int // of the next sample
	tar    *tar.Writer
	sum    hash.Hash
}

func (w *shardWriter) write(file io.Writer, samples iter.Seq2[*dataset.Sample, error]) error {
	w.sum = sha256.New()
	w.tar = tar.NewWriter(io.MultiWriter(file, w.sum, (*byteCounter)(&w.entry.Bytes)))
	for sample, err := range samples {
		if err != nil {
			return err
		}
		if err := w.sample(sample); err != nil {
			return errors.Wrap(err, sample.Name)
		}
	}
	if err := w.tar.Close(); err != nil {
		return err
	}
	w.entry.SHA256 = hex.EncodeToString(w.sum.Sum(nil))
	return nil
}

func (w *shardWriter) sample(sample *dataset.Sample) error {
	if sample.Label < 0 || sample.Label >= len(w.entry.Labels) {
		return errors.Errorf("the label is %d, want 0 to %d, the classes of the set", sample.Label, len(w.entry.Labels)-1)
	}
	encoded, extension, err := encode(sample)
	if err != nil {
		return err
	}
	key := keyOf(w.number, sample.Name)
	if err := w.member(key+extension, encoded); err != nil {
		return err
	}
	if err := w.member(key+".cls", fmt.Append(nil, sample.Label)); err != nil {
		return err
	}
	w.number++
	w.entry.Samples++
	w.entry.Labels[sample.Label]++
	return nil
}

func (w *shardWriter) member(name string, content []byte) error {
	header := &tar.Header{
		Typeflag: tar.TypeReg, Format: tar.FormatUSTAR, Name: name, Size: int64(len(content)), Mode: 0o644, ModTime: time.Unix(0, 0),
	}
	if err := w.tar.WriteHeader(header); err != nil {
		return err
	}
	_, err := w.tar.Write(content)
	return err
}

// keyOf returns a name for a sample: unique through its number, and telling people where it comes from.
func keyOf(number int, name string) string {
	const longest = 60 // a member's name has room for 100 characters
	stem, _, _ := strings.Cut(path.Base(filepath.ToSlash(name)), ".")
	stem = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '_'
	}, stem)
	if len(stem) > longest {
		stem = stem[len(stem)-longest:]
	}
	return fmt.Sprintf("%09d_%s", number, stem)
}

// A byteCounter counts what is written to it.
type byteCounter int64

func (c *byteCounter) Write(p []byte) (int, error) {
	*c += byteCounter(len(p))
	return len(p), nil
}
