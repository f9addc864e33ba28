package train

import (
	"context"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train/profile"
)

// Profile measures so many training steps, after a few to warm up, operator by operator. All are made on the source's first batch: the time of
// reading data is not in it. The network is trained by them, and its history does not tell: use a trainer made for the purpose.
func (t *Trainer) Profile(ctx context.Context, source dataset.Source, steps int) (profile.Report, error) {
	if err := check(source); err != nil {
		return profile.Report{}, errors.Wrap(err, "training set")
	}
	for batch, err := range dataset.Batches(ctx, source, dataset.Order{}, t.loading(training)) {
		if err != nil {
			return profile.Report{}, err
		}
		p, err := t.programFor(purpose{task: training}, batch)
		if err != nil {
			return profile.Report{}, err
		}
		p.fill(batch.Pixels, batch.Labels, batch.Targets)
		return profile.Measure(ctx, p.program, t.settings.Solver, steps)
	}
	return profile.Report{}, errors.New("received a set without batches") // check has refused it already
}
