package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/table"
	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/folder"
	"github.com/reefml/reef/io/imagefile"
	"github.com/reefml/reef/io/shards"
)

// side is the size in pixels to which photographs are cropped: that of ImageNet's networks.
const side = 224

// imageNet is the usual normalisation of ImageNet's photographs.
var imageNet = dataset.Normalisation{Mean: []float32{0.485, 0.456, 0.406}, Deviation: []float32{0.229, 0.224, 0.225}}

// A loading is a way to make batches of photographs.
type loading struct {
	name    string
	threads int
	shards  bool   // read from shards, not from loose files
	peer    string // what loading.py does for comparison; empty: nothing
}

// loadings are measured one after the other. The first is the promise of the data path: one core.
func loadings() []loading {
	all := []loading{
		{name: "decode", threads: 1, peer: "decode"},
		{name: "train", threads: 1, peer: "train"},
		{name: "train", threads: 1, shards: true},
	}
	if cores := runtime.NumCPU(); cores > 1 {
		all = append(all, loading{name: "train", threads: cores, peer: "train"}, loading{name: "train", threads: cores, shards: true})
	}
	return all
}

// loadingResult is what a loading reached.
type loadingResult struct {
	Work        string  `json:"work"` // decode, or train: decode, random resized crop, flip, normalise
	Threads     int     `json:"threads"`
	Files       string  `json:"files"` // loose or shards
	Images      float64 `json:"images_per_second"`
	Torchvision float64 `json:"torchvision_images_per_second,omitempty"`
	Ratio       float64 `json:"ratio,omitempty"` // Reef's images a second by torchvision's
}

// measureLoading times the data path, in turns with torchvision if that is asked for. It writes photographs to the folder place.
func (o *options) measureLoading(ctx context.Context, place string, out, progress io.Writer) error {
	p, err := o.photographs(ctx, place, progress)
	if err != nil {
		return err
	}
	results := make([]loadingResult, len(loadings()))
	for i, l := range loadings() {
		if results[i], err = o.compareLoading(ctx, p, l, progress); err != nil {
			return err
		}
		if o.json {
			if err := printJSON(out, results[i]); err != nil {
				return err
			}
		}
	}
	if o.json {
		return nil
	}
	return o.printTable(out, loadingTable(results), fmt.Sprintf("%d %s. %s", p.count, p.about,
		"decode: to RGB; train: decode, random resized crop to 224 × 224, flip, normalise, to batches of 64 in float32."))
}

func loadingTable(results []loadingResult) *table.Table {
	t := &table.Table{Left: 3}
	t.Add("work", "threads", "files", "images/s", "torchvision", "ratio")
	for _, r := range results {
		peer, ratio := "", ""
		if r.Torchvision > 0 {
			peer, ratio = decimal(r.Torchvision, 0), decimal(r.Ratio, 2)
		}
		t.Add(r.Work, strconv.Itoa(r.Threads), r.Files, decimal(r.Images, 0), peer, ratio)
	}
	return t
}

// compareLoading times one way of loading, so many rounds, and its peer in between. Reef has the median of its rounds, the peer the best: on
// some machines its rounds differ by a factor of five, which medians of a few do not level.
func (o *options) compareLoading(ctx context.Context, p *photographs, l loading, progress io.Writer) (loadingResult, error) {
	r := loadingResult{Work: l.name, Threads: l.threads, Files: "loose"}
	if l.shards {
		r.Files = "shards"
	}
	var ours, theirs []float64
	for round := range o.rounds {
		fmt.Fprintf(progress, "%s on %d threads from %s files: round %d of %d\n", l.name, l.threads, r.Files, round+1, o.rounds)
		images, err := p.load(ctx, l)
		if err != nil {
			return r, err
		}
		ours = append(ours, images)
		if !o.torch || l.peer == "" {
			continue
		}
		images, err = o.loadWithTorchvision(ctx, p.files, l)
		if err != nil {
			return r, err
		}
		theirs = append(theirs, images)
	}
	r.Images = median(ours)
	if len(theirs) > 0 {
		r.Torchvision = slices.Max(theirs)
		r.Ratio = r.Images / r.Torchvision
	}
	return r, nil
}

// load loads all photographs in one epoch, after one to warm up, and returns the images a second.
func (p *photographs) load(ctx context.Context, l loading) (rate float64, err error) {
	previous := runtime.GOMAXPROCS(l.threads)
	defer runtime.GOMAXPROCS(previous)
	var source dataset.Source
	if l.shards {
		packed, err := shards.Open(ctx, []string{p.packed}, shards.Settings{})
		if err != nil {
			return 0, err
		}
		defer func() {
			if closing := packed.Close(); err == nil {
				err = closing
			}
		}()
		source = packed
	} else if source, err = folder.Open(p.files, folder.Settings{}); err != nil {
		return 0, err
	}
	for epoch := range 2 {
		order := dataset.Order{Shuffle: true, Seed: 1, Epoch: epoch}
		start, count := time.Now(), 0
		if l.name == "decode" {
			count, err = decodeAll(ctx, source, order)
		} else {
			count, err = batchAll(ctx, source, order)
		}
		if err != nil {
			return 0, err
		}
		rate = float64(count) / time.Since(start).Seconds()
	}
	return rate, nil
}

// decodeAll decodes on this goroutine.
func decodeAll(ctx context.Context, source dataset.Source, order dataset.Order) (int, error) {
	var sample dataset.Sample
	var decoder imagefile.Decoder
	count := 0
	for record := range source.Visit(ctx, order) {
		if err := record.Read(&sample); err != nil {
			return 0, err
		}
		if err := decoder.Decode(sample.Encoded, 3, &sample.Image); err != nil {
			return 0, errors.WithMessage(err, sample.Name)
		}
		count++
	}
	return count, ctx.Err()
}

// batchAll makes batches as for training.
func batchAll(ctx context.Context, source dataset.Source, order dataset.Order) (int, error) {
	pipeline := &augment.Pipeline{Steps: []augment.Transformation{
		augment.RandomResizedCrop{Size: augment.Size{Height: side, Width: side}}, augment.HorizontalFlip{Probability: 0.5},
	}, Channels: 3}
	count := 0
	settings := dataset.Loading{Batch: 64, Normalisation: imageNet, Strict: true}
	for batch, err := range dataset.Batches(ctx, dataset.Map(source, pipeline.Apply), order, settings) {
		if err != nil {
			return 0, err
		}
		count += len(batch.Labels)
	}
	return count, nil
}
