package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/scratch"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// A packer makes the files to pack of samples. It is safe for concurrent use.
type packer struct {
	recipe  packRecipe
	done    func() // is called after each sample that is to be packed
	workers scratch.Pool[packWorker]
}

// packWorker is the memory for one sample.
type packWorker struct {
	decoder imagefile.Decoder
	image   dataset.Image
	file    bytes.Buffer
}

func newPacker(recipe packRecipe, done func()) *packer { return &packer{recipe: recipe, done: done} }

// transform is a dataset.Transform.
func (p *packer) transform(sample *dataset.Sample, _ *rand.Rand) error {
	w := p.workers.Take()
	defer p.workers.GiveBack(w)
	if err := p.pack(w, sample); err != nil {
		return err
	}
	p.done()
	return nil
}

// pack leaves the sample as it is, or puts a new file in it.
func (p *packer) pack(w *packWorker, sample *dataset.Sample) error {
	source := imagefile.Format(sample.Encoded) // empty if the sample holds values
	height, width := sample.Image.Height, sample.Image.Width
	if len(sample.Encoded) > 0 {
		var err error
		if height, width, err = w.decoder.Size(sample.Encoded); err != nil {
			return err
		}
	}
	view := imagefile.View{Height: height, Width: width, Filter: imagefile.Bicubic}
	reduced := p.recipe.Size > 0 && min(height, width) > p.recipe.Size
	if reduced {
		view.Height, view.Width = reducedSize(height, width, p.recipe.Size)
	}
	target := p.recipe.target(source)
	kept := !reduced && source == target
	if kept && p.recipe.Unchecked {
		return nil
	}
	if err := w.decode(sample, view); err != nil || kept {
		return err
	}
	w.file.Reset()
	if err := encode(&w.file, &w.image, target, p.recipe.Quality); err != nil {
		return err
	}
	sample.Encoded = append(sample.Encoded[:0], w.file.Bytes()...)
	return nil
}

// target returns the format to write files of a format in. Kept formats that cannot be written become PNG, which loses nothing, but for
// WebP, which is most often a lossy format.
func (r packRecipe) target(source string) string {
	switch {
	case r.Format != "keep":
		return r.Format
	case r.Size == 0 && source != "":
		return source
	case source == "jpeg" || source == "webp":
		return "jpeg"
	}
	return "png"
}

// reducedSize returns the size whose shorter side has so many pixels.
func reducedSize(height, width, shorter int) (int, int) {
	if height < width {
		return shorter, (width*shorter + height/2) / height
	}
	return (height*shorter + width/2) / width, shorter
}

// decode makes the worker's image a view of the sample.
func (w *packWorker) decode(sample *dataset.Sample, view imagefile.View) error {
	if len(sample.Encoded) == 0 {
		return w.decoder.Resize(&sample.Image, view, &w.image)
	}
	return w.decoder.DecodeView(sample.Encoded, 3, view, &w.image)
}

// encode writes an image of 1 or 3 channels as a file. One whose channels are equal is written as grey.
func encode(file *bytes.Buffer, m *dataset.Image, format string, quality int) error {
	if m.Channels != 1 && m.Channels != 3 {
		return errors.Errorf("the image has %d channels, expected 1 (grey) or 3 (red, green, blue)", m.Channels)
	}
	var picture image.Image
	bounds := image.Rect(0, 0, m.Width, m.Height)
	if m.Channels == 1 || bytes.Equal(m.Channel(0), m.Channel(1)) && bytes.Equal(m.Channel(0), m.Channel(2)) {
		picture = &image.Gray{Pix: m.Channel(0), Stride: m.Width, Rect: bounds}
	} else {
		rgba := image.NewRGBA(bounds)
		red, green, blue := m.Channel(0), m.Channel(1), m.Channel(2)
		for i := range red {
			pixel := rgba.Pix[4*i : 4*i+4 : 4*i+4]
			pixel[0], pixel[1], pixel[2], pixel[3] = red[i], green[i], blue[i], 255
		}
		picture = rgba
	}
	if format == "jpeg" {
		return errors.WithStack(jpeg.Encode(file, picture, &jpeg.Options{Quality: quality}))
	}
	return errors.WithStack(png.Encode(file, picture))
}
