package main

import (
	"context"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/source"
)

// images are the data in the form in which the network takes them.
type images struct {
	training, test dataset.Source
	shape          graph.ImageShape
	mix            augment.Mix
	normalisation  dataset.Normalisation
	notes          []string
}

// images opens the data of the configuration.
func (c *config) images(ctx context.Context) (*images, error) {
	data, err := source.Open(ctx, c.Data)
	if err != nil {
		return nil, errors.WithMessage(err, "-data")
	}
	m := &images{notes: data.Notes}
	if m.training, m.test, err = c.split(ctx, data); err != nil {
		return nil, err
	}
	if err := c.prepare(ctx, m, data.Files); err != nil {
		return nil, err
	}
	m.shape.Channels, m.shape.Height, m.shape.Width, err = dataset.Shape(ctx, m.test)
	if err != nil {
		return nil, errors.WithMessage(err, "test images")
	}
	m.normalisation, err = c.normalisation(ctx, m.test, m.shape.Channels)
	return m, err
}

// split returns the samples to train on and those to measure on.
func (c *config) split(ctx context.Context, data *source.Data) (training, test dataset.Source, err error) {
	if c.Validation != "" {
		other, err := source.Open(ctx, c.Validation)
		if err != nil {
			return nil, nil, errors.WithMessage(err, "-validation")
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
	return rest, part, errors.WithMessage(err, "-holdout")
}

// prepare decodes, resizes and augments.
func (c *config) prepare(ctx context.Context, m *images, files bool) error {
	training, test := &augment.Pipeline{Channels: c.Channels}, &augment.Pipeline{Channels: c.Channels}
	size := augment.Size{Height: c.ImageSize, Width: c.ImageSize}
	if c.ImageSize > 0 {
		test.Steps = []augment.Transformation{augment.Resize{Shorter: c.ImageSize}, augment.CentreCrop{Size: size}}
	}
	plain := m.test
	if files || c.Channels != 0 || c.ImageSize > 0 {
		m.test = dataset.Map(plain, test.Apply)
	}
	if c.Augment == "" && plain == m.test {
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
	if c.ImageSize > 0 && !slices.ContainsFunc(recipe.Steps, resizes) {
		training.Steps = append([]augment.Transformation{augment.Resize{Size: size}}, training.Steps...)
	}
	m.training = dataset.Map(m.training, training.Apply)
	return nil
}

// resizes tells whether a step gives images of any size the size of the network's.
func resizes(step augment.Transformation) bool {
	switch step.(type) {
	case augment.RandomResizedCrop, augment.Resize:
		return true
	}
	return false
}
