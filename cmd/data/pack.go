package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/shards"
)

func runPack(ctx context.Context, arguments []string, out io.Writer) error {
	c, err := parsePack(arguments, out)
	if err != nil {
		return err
	}
	return packError(withData(ctx, c.data, func(parts []part) error { return c.pack(ctx, parts, out) }))
}

func (c *packConfig) pack(ctx context.Context, parts []part, out io.Writer) error {
	if err := os.MkdirAll(c.out, 0o755); err != nil {
		return errors.Wrap(err, "-out")
	}
	fingerprints := make([]string, len(parts))
	for i, p := range parts {
		fingerprints[i] = fingerprint(c.data, p)
	}
	if err := claim(c.out, c.recipe, parts, fingerprints); err != nil {
		return errors.WithMessage(err, "-out")
	}
	for i, p := range parts {
		if err := c.packPart(ctx, p, fingerprints[i], out); err != nil {
			return err
		}
	}
	return sweep(c.out, parts)
}

// packError tells how to go on.
func packError(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return errors.WithMessage(err, "the disk is full: make room and give the same command again, which goes on with the shards that are missing")
	case errors.Is(err, context.Canceled):
		return errors.WithMessage(err, "stopped: the same command goes on with the shards that are missing")
	}
	return err
}

// packPart writes the shards of a split.
func (c *packConfig) packPart(ctx context.Context, p part, fingerprint string, out io.Writer) error {
	folder := filepath.Join(c.out, p.Name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return errors.WithStack(err)
	}
	skipped, err := openSkipped(filepath.Join(c.out, skippedFile(p.Name)))
	if err != nil {
		return err
	}
	done := counter{bar: newProgress(out, "packing "+p.Name, p.Source.Len()), total: p.Source.Len()}
	packed := dataset.Map(p.Source, newPacker(c.recipe, done.add).transform)
	index, err := shards.Write(ctx, folder, packed, c.settings(p, fingerprint, func(err error) error {
		done.add()
		return skipped.add(err)
	}))
	done.bar.stop()
	if closing := skipped.close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return c.printPacked(out, folder, index, skipped)
}

// printPacked says what has been written.
func (c *packConfig) printPacked(out io.Writer, folder string, index *shards.Index, skipped *skipped) error {
	if err := skipped.sort(); err != nil {
		return err
	}
	bytes := int64(0)
	for _, shard := range index.Shards {
		bytes += shard.Bytes
	}
	fmt.Fprintf(out, "%s: %d images in %d shards, %s", folder, index.Samples(), len(index.Shards), bytesOf(bytes))
	if n := len(skipped.known); n > 0 {
		fmt.Fprintf(out, "; %d were left out, see %s", n, skipped.path)
	}
	fmt.Fprintln(out)
	return nil
}

func (c *packConfig) settings(p part, fingerprint string, onError func(error) error) shards.WriteSettings {
	return shards.WriteSettings{
		Samples: c.recipe.Samples, Bytes: c.recipe.Bytes, Name: p.Name + "-",
		Shuffle: p.Name == "train" && !c.recipe.InOrder, Seed: c.recipe.Seed,
		AtOnce: cmp.Or(c.workers, runtime.GOMAXPROCS(0)), Fingerprint: fingerprint, OnError: onError,
	}
}

// counter counts what several goroutines have done.
type counter struct {
	mutex       sync.Mutex
	bar         *progress
	done, total int
}

func (c *counter) add() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.done++
	c.bar.show(c.done, c.total)
}
