package main

import (
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

const packPage = `Pack a set of images into WebDataset tar shards, which are read in sequence and from anywhere.

  go run ./cmd/data pack DATA -out DIR                        keep the image files as they are
  go run ./cmd/data pack DATA -out DIR -size 256 -format jpeg reduce and compress them anew

Each split goes to a folder of its own, DIR/train, DIR/val and so on, with an index.json. Samples of train are shuffled. Stopped or killed, the
same command goes on where it was, and writes the same bytes. Images that cannot be read are left out and listed in DIR/skipped-SPLIT.txt.

Flags:
`

// packConfig is what the arguments of pack say.
type packConfig struct {
	data    string
	out     string
	workers int
	recipe  packRecipe
}

// packRecipe is what the bytes depend on, beside the data.
type packRecipe struct {
	Size      int    `json:"size"`    // of the shorter side, in pixels; 0: as it is
	Format    string `json:"format"`  // keep, jpeg or png
	Quality   int    `json:"quality"` // of JPEG files, from 1 to 100
	Samples   int    `json:"samples"` // in a shard, at most
	Bytes     int64  `json:"bytes"`   // in a shard, at most; 0: any number
	Seed      uint64 `json:"seed"`
	InOrder   bool   `json:"in_order"`
	Unchecked bool   `json:"unchecked"`
}

func parsePack(arguments []string, out io.Writer) (*packConfig, error) {
	c := &packConfig{}
	r := &c.recipe
	perShard := ""
	flags := newFlags("pack")
	flags.StringVar(&c.out, "out", "", "`folder` for the shards")
	flags.IntVar(&r.Size, "size", 0, "`pixels` to which the shorter side of larger images is reduced (default as it is)")
	flags.StringVar(&r.Format, "format", "keep", "`format` of the files: keep, jpeg or png; files that need not change are kept byte for byte")
	flags.IntVar(&r.Quality, "quality", 90, "`quality` of JPEG files that are written anew, from 1 to 100")
	flags.StringVar(&perShard, "per-shard", "1000", "`size` of a shard: a number of samples, or of bytes with a unit, such as 256MB or 1GiB; with "+
		"bytes, shards are written one by one")
	flags.Uint64Var(&r.Seed, "seed", 1, "`number` that decides the order of the samples")
	flags.BoolVar(&r.InOrder, "in-order", false, "do not shuffle")
	flags.BoolVar(&r.Unchecked, "unchecked", false, "do not decode images that are kept as they are, so that broken ones are packed too")
	flags.IntVar(&c.workers, "workers", 0, "`number` of shards to write at once (default one for each core)")
	var err error
	if c.data, err = parseFlags(flags, arguments, "data set", packPage, out); err != nil {
		return nil, err
	}
	if r.Samples, r.Bytes, err = shardSize(perShard); err != nil {
		return nil, errors.WithMessage(err, "-per-shard")
	}
	return c, c.check()
}

func (c *packConfig) check() error {
	r := c.recipe
	switch {
	case c.out == "":
		return errors.New("-out: received none, expected a folder for the shards")
	case r.Size < 0:
		return errors.Errorf("-size: received %d, expected a number of pixels, or 0 for images as they are", r.Size)
	case r.Format != "keep" && r.Format != "jpeg" && r.Format != "png":
		return errors.Errorf("-format: received %q, expected keep, jpeg or png", r.Format)
	case r.Quality < 1 || r.Quality > 100:
		return errors.Errorf("-quality: received %d, expected 1 to 100", r.Quality)
	case c.workers < 0:
		return errors.Errorf("-workers: received %d, expected 1 or more, or 0 for one for each core", c.workers)
	}
	return nil
}

// mostBytes is the largest size of a shard that may be asked for.
const mostBytes = 1 << 40

// shardSize reads a number of samples, or a number of bytes with a unit.
func shardSize(text string) (samples int, bytes int64, err error) {
	number, unit := text, int64(0)
	for _, u := range []struct {
		name string
		size int64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}} {
		if rest, found := strings.CutSuffix(text, u.name); found {
			number, unit = strings.TrimSpace(rest), u.size
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n < 1 || n > mostBytes/max(unit, 1) {
		return 0, 0, errors.Errorf("received %q, expected a number of samples such as 1000, or of bytes such as 256MB", text)
	}
	if unit > 0 {
		return math.MaxInt32, n * unit, nil
	}
	return int(n), 0, nil
}
