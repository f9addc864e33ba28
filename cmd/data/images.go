package main

import (
	"context"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
	"github.com/reefml/reef/io/inspect"
	"github.com/reefml/reef/train/picture"
)

// shownSide is the longest side of an image that is kept to be shown.
const shownSide = 256

// sampleKey identifies a sample.
type sampleKey struct {
	split string
	index int
}

func key(p inspect.Place) sampleKey { return sampleKey{p.Split, p.Index} }

// readImages reads the images of some samples again. Those that cannot be read, this time, are left out.
func readImages(ctx context.Context, parts []part, wanted []inspect.Place) (map[sampleKey]picture.Image, error) {
	found := map[sampleKey]picture.Image{}
	var r imageReader
	for _, p := range parts {
		indices := map[int]bool{}
		for _, place := range wanted {
			if place.Split == p.Name {
				indices[place.Index] = true
			}
		}
		for record := range records(ctx, p.Source, indices) {
			if m, err := r.read(record); err == nil {
				found[sampleKey{p.Name, record.Index}] = m
			}
		}
	}
	return found, errors.WithStack(ctx.Err())
}

// records yields the records of the samples with those indices. Of a set nothing else is visited.
func records(ctx context.Context, source dataset.Source, indices map[int]bool) func(yield func(dataset.Record) bool) {
	return func(yield func(dataset.Record) bool) {
		set, isSet := source.(dataset.Set)
		if isSet {
			for i := range indices {
				read := func(sample *dataset.Sample) error { return set.Read(i, sample) }
				if ctx.Err() != nil || !yield(dataset.Record{Index: i, Read: read}) {
					return
				}
			}
			return
		}
		left := len(indices)
		if left == 0 {
			return
		}
		for record := range source.Visit(ctx, dataset.Order{}) {
			if !indices[record.Index] {
				continue
			}
			if left--; !yield(record) || left == 0 {
				return
			}
		}
	}
}

// imageReader reads samples as images to show.
type imageReader struct {
	sample  dataset.Sample
	decoder imagefile.Decoder
	reduced dataset.Image
}

func (r *imageReader) read(record dataset.Record) (picture.Image, error) {
	if err := record.Read(&r.sample); err != nil {
		return picture.Image{}, err
	}
	return r.show(&r.sample)
}

// show returns the image of a sample, reduced if it is large.
func (r *imageReader) show(sample *dataset.Sample) (picture.Image, error) {
	if len(sample.Encoded) == 0 {
		return shownImage(&sample.Image), nil
	}
	height, width, err := r.decoder.Size(sample.Encoded)
	if err != nil {
		return picture.Image{}, err
	}
	view := imagefile.View{Height: height, Width: width, Filter: imagefile.Bicubic}
	if longer := max(height, width); longer > shownSide {
		view.Height, view.Width = max(1, height*shownSide/longer), max(1, width*shownSide/longer)
	}
	if err := r.decoder.DecodeView(sample.Encoded, 3, view, &r.reduced); err != nil {
		return picture.Image{}, err
	}
	return shownImage(&r.reduced), nil
}

// shownImage turns 8-bit values into what package picture draws. Of an odd number of channels the first is shown as grey.
func shownImage(m *dataset.Image) picture.Image {
	channels := 3
	if m.Channels < 3 {
		channels = 1
	}
	values := m.Pixels[:channels*m.Height*m.Width]
	shown := picture.Image{Channels: channels, Height: m.Height, Width: m.Width, Pixels: make([]float32, len(values))}
	for i, v := range values {
		shown.Pixels[i] = float32(v) / 255
	}
	return shown
}
