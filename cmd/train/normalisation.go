package main

import (
	"context"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

const (
	measured       = "measured" // for -normalise: from the training images
	measuredImages = 10_000     // of which so many are looked at
)

// normalisation returns what -normalise asks for. plain are training images as the test images are prepared.
func (c *config) normalisation(ctx context.Context, plain dataset.Source, channels int) (dataset.Normalisation, error) {
	var statistics dataset.Normalisation
	var err error
	switch c.Normalise {
	case "":
		return statistics, nil
	case measured:
		statistics, err = augment.Measure(ctx, plain, nil, measuredImages)
	default:
		statistics, err = augment.Statistics(c.Normalise)
	}
	if err != nil {
		return statistics, errors.WithMessage(err, "-normalise")
	}
	if got := len(statistics.Mean); got != channels {
		return statistics, errors.Errorf("-normalise: %s has statistics of %d channels, but images have %d: choose others, or %s", c.Normalise, got,
			channels, measured)
	}
	return statistics, nil
}
