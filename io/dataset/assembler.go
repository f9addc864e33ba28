package dataset

import (
	"context"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/random"
)

// An assembler fills batches with the samples of pieces, in the order of the visit.
type assembler struct {
	*loader
	classes   int
	tolerated int // failures
	failed    int // so far
	first     error
	passed    int // records so far

	channels, height, width int // of the first image, and so of all

	batch    *Batch // being filled; nil: none
	failures []Failure
}

func newAssembler(l *loader) *assembler {
	return &assembler{
		loader: l, classes: len(l.source.Classes()), tolerated: l.loading.tolerated(l.source.Len()), passed: l.order.Start,
	}
}

// run delivers batches until the epoch is over, fails or is cancelled.
func (a *assembler) run(ctx context.Context) {
	for p := range a.queue {
		select {
		case <-p.read:
		case <-ctx.Done():
			return
		}
		for i := range p.records {
			if err := a.take(ctx, p.records[i].Index, &p.samples[i], p.errs[i]); err != nil {
				a.deliver(ctx, delivery{failures: a.failures, err: err})
				return
			}
		}
		a.unused <- p // never blocks: there is room for all pieces
	}
	if ctx.Err() == nil {
		a.deliver(ctx, a.last(ctx))
	}
}

// last returns what is to be delivered at the end of the epoch: the batch that did not become full is delivered by it.
func (a *assembler) last(ctx context.Context) delivery {
	if a.failed > 0 && a.failed == a.passed-a.order.Start {
		return delivery{failures: a.failures, err: errors.WithMessage(a.first, "no sample could be read; the first")}
	}
	if a.batch != nil {
		if err := a.finish(ctx); err != nil {
			return delivery{failures: a.failures, err: err}
		}
	}
	return delivery{failures: a.failures}
}

// deliver hands something to the loop, unless that has ended.
func (a *assembler) deliver(ctx context.Context, d delivery) {
	select {
	case a.deliveries <- d:
	case <-ctx.Done():
	}
}

// take adds a sample to the batch, or to the failures. It returns an error if the epoch cannot go on.
func (a *assembler) take(ctx context.Context, index int, sample *Sample, err error) error {
	a.passed++
	if err == nil {
		err = a.check(sample)
	}
	if err != nil {
		return a.fail(Failure{Index: index, Name: sample.Name, Err: err})
	}
	if a.batch == nil {
		select {
		case a.batch = <-a.free:
			a.empty()
		case <-ctx.Done():
			return nil
		}
	}
	if err := a.add(index, sample); err != nil {
		return errors.WithMessage(err, sample.Name)
	}
	if len(a.batch.Labels) == a.loading.Batch {
		return a.finish(ctx)
	}
	return nil
}

// check returns an error if a sample cannot be part of a batch.
func (a *assembler) check(sample *Sample) error {
	if len(sample.Encoded) > 0 {
		return errors.Errorf("%s is an encoded file still: decode it, for example with Map and imagefile.Transform", sample.Name)
	}
	if sample.Label < 0 || sample.Label >= a.classes {
		return errors.Errorf("%s has the label %d, want 0 to %d: the source names %d classes", sample.Name, sample.Label, a.classes-1, a.classes)
	}
	m := &sample.Image
	if err := m.Check(); err != nil {
		return errors.WithMessage(err, sample.Name)
	}
	if a.channels == 0 {
		a.channels, a.height, a.width = m.Channels, m.Height, m.Width
	}
	if m.Channels != a.channels || m.Height != a.height || m.Width != a.width {
		return errors.Errorf("%s has the shape (%d, %d, %d), want (%d, %d, %d) as the first image: resize them",
			sample.Name, m.Channels, m.Height, m.Width, a.channels, a.height, a.width)
	}
	return nil
}

// fail counts a failure. It returns an error if there have been too many.
func (a *assembler) fail(failure Failure) error {
	a.failures = append(a.failures, failure)
	a.failed++
	if a.first == nil {
		a.first = failure.Err
	}
	switch {
	case a.failed <= a.tolerated:
		return nil
	case a.loading.Strict:
		return errors.WithMessage(failure.Err, "a sample could not be read, and none may fail")
	}
	return errors.WithMessagef(a.first, "%d samples could not be read, and at most %d of %d may fail (%.3g %%); the first", a.failed, a.tolerated,
		a.source.Len(), 100*a.loading.Tolerance)
}

// empty makes the batch one without samples, with room for all.
func (a *assembler) empty() {
	b, size := a.batch, a.channels*a.height*a.width
	if cap(b.Pixels) == 0 {
		b.Pixels = make([]float32, 0, a.loading.Batch*size)
		b.Labels, b.Indices = make([]int, 0, a.loading.Batch), make([]int, 0, a.loading.Batch)
	}
	b.Channels, b.Height, b.Width = a.channels, a.height, a.width
	b.Pixels, b.Labels, b.Targets, b.Indices = b.Pixels[:0], b.Labels[:0], b.Targets[:0], b.Indices[:0]
}

func (a *assembler) add(index int, sample *Sample) error {
	b := a.batch
	low := len(b.Pixels)
	b.Pixels = b.Pixels[:low+a.channels*a.height*a.width]
	b.Labels, b.Indices, b.Next = append(b.Labels, sample.Label), append(b.Indices, index), a.passed
	return a.loading.Normalisation.Apply(b.Pixels[low:], &sample.Image)
}

// finish delivers the batch. An error means that the epoch cannot go on.
func (a *assembler) finish(ctx context.Context) error {
	if mix := a.loading.Mix; mix != nil {
		generator := random.Stream(a.order.Seed, "mix", strconv.Itoa(a.order.Epoch), strconv.Itoa(a.batch.Next))
		if err := mix(a.batch, a.classes, generator); err != nil {
			return errors.WithMessage(err, "mixing the images of a batch")
		}
	}
	a.deliver(ctx, delivery{batch: a.batch, failures: a.failures})
	a.batch, a.failures = nil, nil
	return nil
}
