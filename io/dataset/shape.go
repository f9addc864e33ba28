package dataset

import (
	"context"

	"github.com/pkg/errors"
)

// Shape returns the shape of the images of a source: that of the first sample that can be read. It reads until it finds one.
func Shape(ctx context.Context, source Source) (channels, height, width int, err error) {
	var sample Sample
	var first error
	for record := range source.Visit(ctx, Order{}) {
		if err := record.Read(&sample); err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		if len(sample.Encoded) > 0 {
			return 0, 0, 0, errors.Errorf("%s is an encoded file still: decode it, for example with Map and imagefile.Transform", sample.Name)
		}
		return sample.Image.Channels, sample.Image.Height, sample.Image.Width, nil
	}
	if err := context.Cause(ctx); err != nil {
		return 0, 0, 0, err
	}
	if first != nil {
		return 0, 0, 0, errors.WithMessage(first, "no sample could be read; the first")
	}
	return 0, 0, 0, errors.New("the set has no samples")
}
