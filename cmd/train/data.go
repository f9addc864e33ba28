package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/source"
	"github.com/reefml/reef/train/model"
)

// images are the data in the form in which the network takes them.
type images struct {
	opened         []*source.Data
	files          bool     // samples are image files
	notes          []string // for the user
	training, test dataset.Source
	plain          dataset.Source // training images, prepared as those of the test are
	shape          graph.ImageShape
	mix            augment.Mix
	statistics     dataset.Normalisation
}

// images opens the data of the configuration. start, which may be nil, is the model to start from: image files are made what it takes.
func (c *config) images(ctx context.Context, start *model.Model) (*images, error) {
	m := &images{}
	if err := c.fill(ctx, m, start); err != nil {
		m.close() // the first error is the one to report
		return nil, err
	}
	return m, nil
}

// close ends the connections to where the data are.
func (m *images) close() error {
	var first error
	for _, data := range m.opened {
		if err := data.Close(); first == nil {
			first = err
		}
	}
	return first
}

// open opens data for a flag.
func (m *images) open(ctx context.Context, name, flag string) (*source.Data, error) {
	data, err := source.Open(ctx, name)
	if err != nil {
		return nil, errors.WithMessage(err, flag)
	}
	m.opened, m.notes = append(m.opened, data), append(m.notes, data.Notes...)
	return data, nil
}

// fill makes the images of the data.
func (c *config) fill(ctx context.Context, m *images, start *model.Model) error {
	data, err := m.open(ctx, c.Data, "-data")
	if err != nil {
		return err
	}
	if m.files = data.Files; m.files && start != nil {
		c.ImageSize, c.Channels = cmp.Or(c.ImageSize, start.Input.Height), cmp.Or(c.Channels, start.Input.Channels)
	}
	if m.training, m.test, err = c.split(ctx, m, data); err != nil {
		return err
	}
	if err := c.prepare(ctx, m); err != nil {
		return err
	}
	m.shape.Channels, m.shape.Height, m.shape.Width, err = dataset.Shape(ctx, m.test)
	if err != nil {
		return errors.WithMessage(err, "test images")
	}
	if start != nil && c.Normalise == "" {
		m.statistics = start.Normalisation
		return nil
	}
	m.statistics, err = c.normalisation(ctx, m.plain, m.shape.Channels)
	return err
}

// split returns the samples to train on and those to measure on.
func (c *config) split(ctx context.Context, m *images, data *source.Data) (training, test dataset.Source, err error) {
	if c.Validation != "" {
		other, err := m.open(ctx, c.Validation, "-validation")
		if err != nil {
			return nil, nil, err
		}
		if !slices.Equal(other.Training.Classes(), data.Training.Classes()) {
			return nil, nil, errors.Errorf("-validation: the classes of %s are %q, expected %q as in %s", c.Validation, other.Training.Classes(),
				data.Training.Classes(), c.Data)
		}
		if other.Files != data.Files {
			return nil, nil, errors.Errorf("-validation: one of %s and %s has image files, the other not: expected the same of both", c.Data,
				c.Validation)
		}
		return data.Training, other.Training, nil
	}
	if data.Validation != nil {
		return data.Training, data.Validation, nil
	}
	set, ok := data.Training.(dataset.Set)
	if !ok {
		return nil, nil, errors.Errorf("-data: %s has no part to measure on, and samples that come in sequence cannot be held back: "+
			"name other data with -validation", c.Data)
	}
	rest, part, err := dataset.StratifiedSplit(set, c.HoldOut, c.Seed)
	if err == nil && part.Len() == 0 {
		err = errors.Errorf("%v of %d images in %d classes is not one of any class: hold back more", c.HoldOut, set.Len(), len(set.Classes()))
	}
	return rest, part, errors.WithMessage(err, "-holdout")
}

// prepare decodes, resizes and augments.
func (c *config) prepare(ctx context.Context, m *images) error {
	training, test := &augment.Pipeline{Channels: c.Channels}, &augment.Pipeline{Channels: c.Channels}
	size := augment.Size{Height: c.ImageSize, Width: c.ImageSize}
	if c.ImageSize > 0 {
		test.Steps = []augment.Transformation{augment.Resize{Shorter: c.ImageSize}, augment.CentreCrop{Size: size}}
	}
	m.plain = m.training
	if m.files || c.Channels != 0 || c.ImageSize > 0 {
		m.plain, m.test = dataset.Map(m.training, test.Apply), dataset.Map(m.test, test.Apply)
	} else if c.Augment == "" {
		return nil
	}
	if c.ImageSize == 0 {
		var err error
		if _, size.Height, size.Width, err = dataset.Shape(ctx, m.test); err != nil {
			return errors.WithMessage(err, "test images")
		}
	}
	recipe, err := augment.Parse(c.Augment, size)
	if err != nil {
		return errors.WithMessage(err, "-augment")
	}
	training.Steps, m.mix = recipe.Steps, recipe.Mix
	if c.ImageSize > 0 && !recipe.Sized {
		training.Steps = append([]augment.Transformation{augment.Resize{Size: size}}, training.Steps...)
	}
	m.training = dataset.Map(m.training, training.Apply)
	return nil
}
