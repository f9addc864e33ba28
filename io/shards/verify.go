package shards

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/storage"
)

// Problem is what is wrong with a shard.
type Problem struct {
	File string // name in the index
	Err  error
}

// Verify reads all shards of a folder that has an index, and returns what is wrong with them, in the order of the index: shards that are
// missing, have other bytes than the index says (by their SHA-256), or hold other numbers of samples and labels. Images are not decoded. The
// error is about the index, or of ctx.
func Verify(ctx context.Context, folder string) (problems []Problem, err error) {
	s := &Shards{}
	defer func() {
		if closing := s.Close(); err == nil {
			err = closing
		}
	}()
	index, err := loadIndex(ctx, &s.storage, folder)
	if err != nil {
		return nil, err
	}
	if s.labels, err = newLabels(index.Classes); err != nil {
		return nil, err
	}
	found := make([]error, len(index.Shards))
	err = each(ctx, len(index.Shards), readers, func(ctx context.Context, i int) error {
		found[i] = s.verify(ctx, storage.Join(folder, index.Shards[i].File), &index.Shards[i])
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	for i, problem := range found {
		if problem != nil {
			problems = append(problems, Problem{index.Shards[i].File, problem})
		}
	}
	return problems, nil
}

// verify compares a shard with its entry.
func (s *Shards) verify(ctx context.Context, address string, entry *Entry) (err error) {
	object, err := s.storage.Open(ctx, address)
	if err != nil {
		return err
	}
	if object.Size() != entry.Bytes {
		return errors.Errorf("%s has %d bytes, want %d", address, object.Size(), entry.Bytes)
	}
	source := storage.NewReader(ctx, object, address, s.reading(address, visitBuffer))
	defer func() {
		if closing := source.Close(); err == nil {
			err = closing
		}
	}()
	sum := sha256.New()
	content := bufio.NewReader(io.TeeReader(source, sum))
	problem := s.verifySamples(content, entry)
	if _, err := io.Copy(io.Discard, content); err != nil { // to the end, for the sum
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != entry.SHA256 {
		return errors.Errorf("%s has the SHA-256 %s, want %s: its bytes have changed", address, got, entry.SHA256)
	}
	return errors.Wrap(problem, address)
}

// verifySamples counts the samples and labels of a shard.
func (s *Shards) verifySamples(content *bufio.Reader, entry *Entry) error {
	unpacked, _, finish, err := decompress(content)
	if err != nil {
		return err
	}
	defer finish()
	counted := &counter{source: unpacked}
	members := archive{members: tar.NewReader(counted), size: -1, offset: func() int64 { return counted.bytes }}
	found, want := Entry{Labels: make([]int, len(s.labels.classes))}, make([]int, len(s.labels.classes))
	copy(want, entry.Labels)
	var group sample
	for {
		err := members.next(&group)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		label, err := s.labels.label(&group)
		if err = firstError(group.err, err); err != nil {
			return errors.Wrapf(err, "sample %s", group.key)
		}
		found.Samples++
		found.Labels[label]++
	}
	if found.Samples != entry.Samples || !slices.Equal(found.Labels, want) {
		return errors.Errorf("the shard has %d samples of the classes %v, want %d of %v", found.Samples, found.Labels, entry.Samples, want)
	}
	return nil
}
