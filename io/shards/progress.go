package shards

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
)

// progress is the record of a shard that was written whole, for as long as its set is not. It is kept beside the shard, as
// .NAME.progress.json.
type progress struct {
	Entry       Entry  `json:"entry"`
	Begin       int    `json:"begin"` // place, in the order of the set, of the first sample that the shard was to hold
	End         int    `json:"end"`   // place of the first sample after it
	Fingerprint string `json:"fingerprint"`
}

// progressSuffix ends the names of records.
const progressSuffix = ".progress.json"

func progressPath(shard string) string {
	folder, name := filepath.Split(shard)
	return filepath.Join(folder, "."+name+progressSuffix)
}

// save writes the record of the shard at a path.
func (p *progress) save(shard string) error {
	return atomicfile.Write(progressPath(shard), func(w io.Writer) error { return json.NewEncoder(w).Encode(p) })
}

// loadProgress returns the record of the shard at a path. It reports false if the shard must be written: there is no record, it is of
// another set or place, or the shard is not what was recorded.
func loadProgress(ctx context.Context, shard, fingerprint string, begin int) (progress, bool, error) {
	text, err := os.ReadFile(progressPath(shard))
	if errors.Is(err, fs.ErrNotExist) {
		return progress{}, false, nil
	}
	if err != nil {
		return progress{}, false, err
	}
	var p progress
	if err := json.Unmarshal(text, &p); err != nil || p.Fingerprint != fingerprint || p.Begin != begin || p.End <= begin {
		return progress{}, false, nil
	}
	agrees, err := isFile(ctx, shard, &p.Entry)
	return p, agrees && p.Entry.File == filepath.Base(shard), err
}

// isFile reports whether the file at a path is the one of an entry.
func isFile(ctx context.Context, path string, entry *Entry) (agrees bool, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() {
		if closing := file.Close(); err == nil {
			err = closing
		}
	}()
	info, err := file.Stat()
	if err != nil || info.Size() != entry.Bytes {
		return false, err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, &untilCancelled{ctx, file}); err != nil {
		return false, err
	}
	return hex.EncodeToString(sum.Sum(nil)) == entry.SHA256, nil
}

// untilCancelled is a reader that ends with its context.
type untilCancelled struct {
	ctx    context.Context
	source io.Reader
}

func (u *untilCancelled) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.source.Read(p)
}
