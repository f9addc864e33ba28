package main

import (
	"archive/tar"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/shards"
)

// verifying runs the command and returns what it printed and its error.
func verifying(folder string) (string, error) {
	var out bytes.Buffer
	err := run(context.Background(), []string{"verify", folder}, &out)
	return out.String(), err
}

func TestVerifyFindsAnyFlippedByte(t *testing.T) {
	out := t.TempDir()
	printed(t, "pack", cleanFolder(t), "-out", out)
	shard := filepath.Join(out, "train", "train-000000.tar")
	content := read(t, shard)
	for _, place := range []int{0, 700, len(content) / 2, len(content) - 1} {
		flipped := bytes.Clone(content)
		flipped[place] ^= 1
		write(t, flipped, shard)
		text, err := verifying(out)
		if err == nil {
			t.Errorf("byte %d was flipped: no error", place)
		}
		contains(t, text, "train-000000.tar")
	}
	write(t, content, shard)
	if text, err := verifying(out); err != nil {
		t.Errorf("after mending: %v\n%s", err, text)
	}
}

func TestVerifyFindsMissingAndStrangeShards(t *testing.T) {
	out := t.TempDir()
	printed(t, "pack", cleanFolder(t), "-out", out, "-per-shard", "4")
	shard := filepath.Join(out, "train", "train-000001.tar")
	if err := os.Rename(shard, filepath.Join(out, "train", "other.tar")); err != nil {
		t.Fatal(err)
	}
	text, err := verifying(out)
	if err == nil {
		t.Error("a shard is missing: no error")
	}
	contains(t, text, "train-000001.tar", "other.tar is not in the index")
}

// The hashes are right, but an image is not: it was broken when it was packed.
func TestVerifyDecodesEveryImage(t *testing.T) {
	out := t.TempDir()
	whole := asPNG(t, photograph(newGenerator(1), 0, 40, 40))
	samples := func(yield func(*dataset.Sample, error) bool) {
		if yield(&dataset.Sample{Name: "whole.png", Encoded: whole}, nil) {
			yield(&dataset.Sample{Name: "half.png", Encoded: whole[:len(whole)/2]}, nil)
		}
	}
	entry, err := shards.WriteShard(filepath.Join(out, "one.tar"), 0, 1, samples)
	if err != nil {
		t.Fatal(err)
	}
	if err := shards.WriteIndex(out, &shards.Index{Classes: []string{"a"}, Shards: []shards.Entry{entry}}); err != nil {
		t.Fatal(err)
	}
	text, err := verifying(out)
	if err == nil {
		t.Error("an image is broken: no error")
	}
	contains(t, text, "half", "decode png", "2 images in 1 shards, 1 problems")
}

// A shard whose bytes are those of another archive, with an index that says so.
func TestVerifyCounts(t *testing.T) {
	out := t.TempDir()
	printed(t, "pack", cleanFolder(t), "-out", out)
	path := filepath.Join(out, "val")
	index, err := shards.ParseIndex(read(t, path, shards.IndexName))
	if err != nil {
		t.Fatal(err)
	}
	index.Shards[0].Labels[0]++
	index.Shards[0].Labels[1]--
	if err := shards.WriteIndex(path, index); err != nil {
		t.Fatal(err)
	}
	if text, err := verifying(path); err == nil {
		t.Errorf("the index has other labels: no error\n%s", text)
	}
	var empty bytes.Buffer
	if err := tar.NewWriter(&empty).Close(); err != nil {
		t.Fatal(err)
	}
	write(t, empty.Bytes(), path, index.Shards[0].File)
	if text, err := verifying(path); err == nil {
		t.Errorf("the shard is empty: no error\n%s", text)
	}
}

func TestVerifyBrokenIndex(t *testing.T) {
	out := t.TempDir()
	write(t, []byte("{"), out, shards.IndexName)
	text, err := verifying(out)
	if err == nil {
		t.Error("the index is broken: no error")
	}
	contains(t, text, "index.json")
}
