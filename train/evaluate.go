package train

import (
	"cmp"
	"context"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train/metric"
)

// Evaluate measures the network on a set, in evaluation mode, without changing it.
func (t *Trainer) Evaluate(ctx context.Context, source dataset.Source) (metric.Result, error) {
	if err := check(source); err != nil {
		return metric.Result{}, errors.Wrap(err, "evaluation set")
	}
	seen := metric.Accumulator{K: t.settings.K}
	for batch, err := range dataset.Batches(ctx, source, dataset.Order{}, t.loading(evaluating)) {
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return metric.Result{}, err
		}
		p, err := t.programFor(purpose{task: evaluating}, batch)
		if err != nil {
			return metric.Result{}, err
		}
		if err := p.measure(batch, &seen); err != nil {
			return metric.Result{}, err
		}
	}
	return seen.Result(), nil
}

// Predict applies the network to images and returns the probability of each class: shape (N, classes). pixels has shape (N, C, H, W), N at
// least 1; values are in [0, 1] whatever the normalisation, which Predict applies.
func (t *Trainer) Predict(ctx context.Context, pixels []float32) ([][]float64, error) {
	size := t.settings.Input.Size()
	if len(pixels) == 0 || len(pixels)%size != 0 {
		return nil, errors.Errorf("received %d values, expected a multiple of %d, the size of an image of shape %+v", len(pixels), size,
			t.settings.Input)
	}
	var all [][]float64
	for len(pixels) > 0 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n := min(len(pixels)/size, t.settings.Batch)
		p, err := t.program(purpose{task: predicting, samples: n})
		if err != nil {
			return nil, err
		}
		normalised := slices.Clone(pixels[:n*size])
		in := t.settings.Input
		if err := t.settings.Loading.Normalisation.ApplyToFloats(normalised, in.Channels, in.Height*in.Width); err != nil {
			return nil, err
		}
		probabilities, err := p.run(normalised, nil, nil)
		if err != nil {
			return nil, err
		}
		classes := len(probabilities) / n
		for i := range n {
			all = append(all, append([]float64(nil), probabilities[i*classes:(i+1)*classes]...))
		}
		pixels = pixels[n*size:]
	}
	return all, nil
}
