package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/memory"
	"github.com/reefml/reef/internal/table"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/folder"
	"github.com/reefml/reef/io/imagefile"
	"github.com/reefml/reef/io/shards"
)

const (
	few, many = 10_000, 1_000_000 // samples of the sets that are compared
	tiny      = 32                // pixels along a side of their images
	perShard  = few
)

// A scaleResult is what it took to read as many samples as the large set has.
type scaleResult struct {
	Files   string  `json:"files"` // shards or folder
	Samples int     `json:"samples"`
	First   float64 `json:"first_batch_s"` // from opening the set to its first batch
	Seconds float64 `json:"million_s"`
	Memory  float64 `json:"peak_rss_mb"` // of a process that does nothing else
}

// measureScale compares sets of few and many samples, each in a process of its own: what must not grow is the memory. It
// writes shards to the folder place.
func (o *options) measureScale(ctx context.Context, place string, out, progress io.Writer) error {
	if err := writeRepeated(ctx, place); err != nil {
		return err
	}
	t := &table.Table{Left: 1}
	t.Add("files", "samples", "first batch s", "a million s", "peak RSS MB")
	for _, files := range []string{"shards", "folder"} {
		for _, samples := range []int{few, many} {
			fmt.Fprintf(progress, "%s of %d samples\n", files, samples)
			r, err := o.scaleApart(ctx, files, samples, place)
			if err != nil {
				return err
			}
			if o.json {
				if err := printJSON(out, r); err != nil {
					return err
				}
			}
			t.Add(r.Files, strconv.Itoa(r.Samples), decimal(r.First, 2), decimal(r.Seconds, 1), decimal(r.Memory, 0))
		}
	}
	if o.json {
		return nil
	}
	return o.printTable(out, t, fmt.Sprintf("JPEG files of %d × %d. All shards are links to one of %d samples, and the folder is virtual: "+
		"opening a file of it takes no disk.", tiny, tiny, perShard))
}

// writeRepeated writes one shard, and sets that consist of links to it.
func writeRepeated(ctx context.Context, place string) error {
	original := filepath.Join(place, "original")
	if err := os.Mkdir(original, 0o755); err != nil {
		return errors.WithStack(err)
	}
	set, err := openVirtual(perShard)
	if err != nil {
		return err
	}
	index, err := shards.Write(ctx, original, set, shards.WriteSettings{Samples: perShard, Shuffle: true})
	if err != nil {
		return err
	}
	for _, samples := range []int{few, many} {
		path := filepath.Join(place, strconv.Itoa(samples))
		if err := os.Mkdir(path, 0o755); err != nil {
			return errors.WithStack(err)
		}
		linked := *index
		linked.Shards = nil
		for i := range samples / perShard {
			entry := index.Shards[0]
			from := filepath.Join(original, entry.File)
			entry.File = fmt.Sprintf("shard-%06d.tar", i)
			if err := os.Link(from, filepath.Join(path, entry.File)); err != nil {
				return errors.WithStack(err)
			}
			linked.Shards = append(linked.Shards, entry)
		}
		if err := shards.WriteIndex(path, &linked); err != nil {
			return err
		}
	}
	return nil
}

// scaleApart measures a set in a process of its own.
func (o *options) scaleApart(ctx context.Context, files string, samples int, place string) (scaleResult, error) {
	program, err := os.Executable()
	if err != nil {
		return scaleResult{}, errors.WithStack(err)
	}
	child := exec.CommandContext(ctx, program, "-threads", strconv.Itoa(o.threads), "-scale-of", fmt.Sprintf("%s:%d:%s", files, samples, place))
	var complaint bytes.Buffer
	child.Stderr = &complaint
	text, err := child.Output()
	if err != nil {
		return scaleResult{}, errors.Wrapf(err, "%s of %d samples, in a process of its own: %s", files, samples, complaint.String())
	}
	var r scaleResult
	err = json.Unmarshal(text, &r)
	return r, errors.Wrapf(err, "received %q, expected a line of JSON", text)
}

// scaleHere measures the set that its argument, FILES:SAMPLES:FOLDER, names.
func (o *options) scaleHere(ctx context.Context, out io.Writer) error {
	parts := bytes.SplitN([]byte(o.scaleOf), []byte(":"), 3)
	if len(parts) != 3 {
		return errors.Errorf("-scale-of: received %q, expected FILES:SAMPLES:FOLDER", o.scaleOf)
	}
	samples, err := strconv.Atoi(string(parts[1]))
	if err != nil {
		return errors.Wrap(err, "-scale-of")
	}
	r := scaleResult{Files: string(parts[0]), Samples: samples}
	start := time.Now()
	var source dataset.Source
	if r.Files == "shards" {
		opened, err := shards.Open(ctx, []string{filepath.Join(string(parts[2]), string(parts[1]))}, shards.Settings{})
		if err != nil {
			return err
		}
		defer opened.Close() // only read from, and the process ends
		source = opened
	} else if source, err = openVirtual(samples); err != nil {
		return err
	}
	count := 0
	decoded := dataset.Map(source, imagefile.Transform(3))
	// Small sets are visited more often, so that the length of the run makes no difference.
	for epoch := range max(many/samples, 1) {
		order := dataset.Order{Shuffle: true, Seed: 1, Epoch: epoch}
		for batch, err := range dataset.Batches(ctx, decoded, order, dataset.Loading{Strict: true}) {
			if err != nil {
				return err
			}
			if count == 0 {
				r.First = time.Since(start).Seconds()
			}
			count += len(batch.Labels)
		}
		if want := (epoch + 1) * samples; count != want {
			return errors.Errorf("after %d epochs there were %d samples, expected %d", epoch+1, count, want)
		}
	}
	r.Seconds, r.Memory = time.Since(start).Seconds(), memory.Peak()/1e6
	return printJSON(out, r)
}

// openVirtual opens an image folder of that many samples that takes no disk.
func openVirtual(samples int) (*folder.Folder, error) {
	var encoded bytes.Buffer
	if err := jpeg.Encode(&encoded, landscape(rand.New(rand.NewPCG(1, 2)), tiny, tiny), nil); err != nil {
		return nil, errors.WithStack(err)
	}
	return folder.OpenFS(virtualFolder{samples / virtualClasses, encoded.Bytes()}, folder.Settings{})
}
