package source

import (
	"context"
	"slices"

	"github.com/reefml/reef/io/dataset"
)

// Kinds returns all ways to name data.
func Kinds() []Kind {
	return slices.Concat(mnistKinds(), cifarKinds(), fileKinds(), shardKinds(), parquetKinds())
}

// holdsFiles tells whether the samples of a source are image files, by the first that can be read.
func holdsFiles(ctx context.Context, source dataset.Source) bool {
	var sample dataset.Sample
	for record := range source.Visit(ctx, dataset.Order{}) {
		if err := record.Read(&sample); err == nil {
			return len(sample.Encoded) > 0
		}
	}
	return false // who visits it next finds that no sample can be read
}
