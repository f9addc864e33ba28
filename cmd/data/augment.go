package main

import (
	"context"
	"fmt"
	"io"
	"path"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train/picture"
)

const augmentPage = `Show what an augmentation does to the images of a set.

  go run ./cmd/data augment DATA -augment "crop,flip" -image-size 224

Each row of the contact sheet is one image: as it is, and as training sees it in its first epochs with the same -augment, -image-size and
-seed.

Items of -augment:
%s
Flags:
`

// augmentConfig is what the arguments of augment say.
type augmentConfig struct {
	data        string
	augment     string
	imageSize   int
	out         string
	rows, draws int
	seed        uint64
}

func parseAugment(arguments []string, out io.Writer) (*augmentConfig, error) {
	c := &augmentConfig{}
	flags := newFlags("augment")
	flags.StringVar(&c.augment, "augment", "", "`list` of items, as above")
	flags.IntVar(&c.imageSize, "image-size", 0, "height and width, in `pixels`, that images get (default those of the first image)")
	flags.StringVar(&c.out, "out", "augment.png", "`file` for the contact sheet, which is replaced")
	flags.IntVar(&c.rows, "rows", 8, "`number` of images, drawn from the training set")
	flags.IntVar(&c.draws, "draws", 7, "`number` of augmented versions of each")
	flags.Uint64Var(&c.seed, "seed", 1, "`number` that decides which images are drawn, and how they are changed")
	var err error
	if c.data, err = parseFlags(flags, arguments, "data set", fmt.Sprintf(augmentPage, augmentItems()), out); err != nil {
		return nil, err
	}
	switch {
	case c.augment == "":
		return nil, errors.New("-augment: received none, expected a list such as crop,flip")
	case c.imageSize < 0:
		return nil, errors.Errorf("-image-size: received %d, expected at least 1", c.imageSize)
	case c.rows < 1 || c.draws < 1:
		return nil, errors.Errorf("received -rows %d and -draws %d, expected at least 1 each", c.rows, c.draws)
	}
	return c, nil
}

// augmentItems lists the items that there are.
func augmentItems() string {
	text := ""
	for _, entry := range augment.Catalogue() {
		text += "  " + entry.String() + "\n"
	}
	return text
}

func runAugment(ctx context.Context, arguments []string, out io.Writer) error {
	c, err := parseAugment(arguments, out)
	if err != nil {
		return err
	}
	return withData(ctx, c.data, func(parts []part) error { return c.draw(ctx, parts[0].Source, out) })
}

// draw writes the contact sheet of a source.
func (c *augmentConfig) draw(ctx context.Context, source dataset.Source, out io.Writer) error {
	bar := newProgress(out, "augmenting", c.rows)
	images, mixes, err := c.images(ctx, source, bar)
	bar.stop()
	if err != nil {
		return err
	}
	err = atomicfile.Write(c.out, func(w io.Writer) error { return picture.Images(w, c.augment, c.draws+1, images) })
	if err != nil {
		return errors.WithMessage(err, "-out")
	}
	if mixes {
		fmt.Fprintln(out, "note: items that mix the images of a batch are not shown")
	}
	fmt.Fprintln(out, "The contact sheet is", c.out)
	return nil
}

// images returns the images of the sheet, row by row, and whether the list has items that mix batches.
func (c *augmentConfig) images(ctx context.Context, source dataset.Source, bar *progress) (images []picture.Image, mixes bool, err error) {
	var pipeline *augment.Pipeline
	var original dataset.Sample
	var reader imageReader
	for record := range source.Visit(ctx, dataset.Order{Shuffle: true, Seed: c.seed}) {
		if err := record.Read(&original); err != nil {
			continue // another is shown
		}
		shown, err := reader.show(&original)
		if err != nil {
			continue
		}
		if pipeline == nil {
			recipe, err := c.recipe(shown)
			if err != nil {
				return nil, false, err
			}
			pipeline, mixes = &augment.Pipeline{Steps: recipe.Steps}, recipe.Mix != augment.Mix{}
		}
		shown.Caption = path.Base(original.Name)
		images = append(images, shown)
		for draw := range c.draws {
			order := dataset.Order{Seed: c.seed, Epoch: draw}
			changed := dataset.Sample{}
			changed.CopyFrom(&original)
			if err := pipeline.Apply(&changed, order.Random(record.Index)); err != nil {
				return nil, false, errors.WithMessage(err, original.Name)
			}
			image := shownImage(&changed.Image)
			image.Caption = fmt.Sprintf("epoch %d", draw+1)
			images = append(images, image)
		}
		rows := len(images) / (c.draws + 1)
		if bar.show(rows, c.rows); rows == c.rows {
			break
		}
	}
	if len(images) == 0 && ctx.Err() == nil {
		return nil, false, errors.New("none of the images can be read")
	}
	return images, mixes, errors.WithStack(ctx.Err())
}

// recipe reads the list. first is an image of the set.
func (c *augmentConfig) recipe(first picture.Image) (augment.Recipe, error) {
	size := augment.Size{Height: c.imageSize, Width: c.imageSize}
	if c.imageSize == 0 {
		size = augment.Size{Height: first.Height, Width: first.Width}
	}
	recipe, err := augment.Parse(c.augment, size)
	if err != nil {
		return recipe, errors.WithMessage(err, "-augment")
	}
	if c.imageSize > 0 && !recipe.Sized {
		recipe.Steps = append([]augment.Transformation{augment.Resize{Size: size}}, recipe.Steps...)
	}
	return recipe, nil
}
