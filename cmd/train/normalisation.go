package main

import (
	"context"

	"github.com/reefml/reef/io/dataset"
)

func (c *config) normalisation(ctx context.Context, s dataset.Source, ch int) (dataset.Normalisation, error) {
	return dataset.Normalisation{}, nil
}
