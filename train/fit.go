package train

import (
	"cmp"
	"context"
	"math"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train/metric"
)

// Plan says how long to train and what to do on the way.
type Plan struct {
	Epochs     int            // passes over the training set, counted from the network's first; default 5
	Validation dataset.Source // measured after every epoch; nil: none
	OnStep     func(Step)     // called after every step; nil: nothing
	// OnEpoch is called after every epoch, when a checkpoint may be saved; nil: nothing. An error ends the training.
	OnEpoch func(Epoch) error
}

// Step is the state of training after one step.
type Step struct {
	Epoch   int           // from 1
	Samples int           // seen in this epoch
	Total   int           // samples in an epoch
	Result  metric.Result // of this epoch's samples so far, each measured before it was learnt from; without Confusion
}

// Epoch is what was measured of one pass over the training set.
type Epoch struct {
	Number          int            `json:"epoch"` // from 1
	Training        metric.Result  `json:"training"`
	Validation      *metric.Result `json:"validation,omitempty"`
	RateFactor      float64        `json:"rate_factor"`     // of the schedule, at the last step
	Seconds         float64        `json:"seconds"`         // of training, without validation
	WaitingSeconds  float64        `json:"waiting_seconds"` // the part of Seconds in which the network waited for data
	ImagesPerSecond float64        `json:"images_per_second"`
}

// Fit trains the network until it has seen plan.Epochs epochs, counting those before a checkpoint was resumed, and returns the history.
// It stops cleanly when the context is cancelled, with the context's error; the network is then as the latest step left it, and another
// Fit begins the epoch again. A loss that is not a number ends the training with an error.
func (t *Trainer) Fit(ctx context.Context, source dataset.Source, plan Plan) ([]Epoch, error) {
	plan.Epochs = cmp.Or(plan.Epochs, 5)
	if err := check(source); err != nil {
		return nil, errors.Wrap(err, "training set")
	}
	if plan.Epochs < len(t.history) {
		return t.history, errors.Errorf("received a plan of %d epochs, but the network has seen %d", plan.Epochs, len(t.history))
	}
	for len(t.history) < plan.Epochs {
		epoch, err := t.epoch(ctx, source, plan)
		if err != nil {
			return t.history, errors.Wrapf(err, "epoch %d", len(t.history)+1)
		}
		t.history = append(t.history, epoch)
		if plan.OnEpoch != nil {
			if err := plan.OnEpoch(epoch); err != nil {
				return t.history, err
			}
		}
	}
	return t.history, nil
}

// epoch is one pass over the training set and one over the validation set.
func (t *Trainer) epoch(ctx context.Context, source dataset.Source, plan Plan) (Epoch, error) {
	done := len(t.history)
	steps := (source.Len() + t.settings.Batch - 1) / t.settings.Batch
	epoch := Epoch{Number: done + 1}
	seen := metric.Accumulator{K: t.settings.K}
	start, step := time.Now(), 0
	asked, waiting := start, time.Duration(0)
	order := dataset.Order{Shuffle: true, Seed: t.settings.Seed, Epoch: done}
	for batch, err := range dataset.Batches(ctx, source, order, t.loading(training)) {
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return epoch, err
		}
		waiting += time.Since(asked)
		epoch.RateFactor = t.settings.Schedule(float64(done*steps+step) / float64(plan.Epochs*steps))
		t.settings.Solver.SetFactor(epoch.RateFactor)
		if err := t.step(batch, &seen); err != nil {
			return epoch, errors.Wrapf(err, "step %d", step+1)
		}
		step++
		if plan.OnStep != nil {
			result := seen.Result()
			result.Confusion = nil
			plan.OnStep(Step{Epoch: epoch.Number, Samples: result.Samples, Total: source.Len(), Result: result})
		}
		asked = time.Now()
	}
	epoch.Training = seen.Result()
	epoch.Training.Confusion = nil
	elapsed := max(time.Since(start), time.Nanosecond) // some clocks stand still for the time of a small epoch
	epoch.Seconds, epoch.WaitingSeconds = elapsed.Seconds(), waiting.Seconds()
	epoch.ImagesPerSecond = float64(epoch.Training.Samples) / epoch.Seconds
	if plan.Validation != nil {
		result, err := t.Evaluate(ctx, plan.Validation)
		if err != nil {
			return epoch, errors.Wrap(err, "validation")
		}
		result.Confusion = nil
		epoch.Validation = &result
	}
	return epoch, nil
}

// step learns from one batch.
func (t *Trainer) step(batch *dataset.Batch, seen *metric.Accumulator) error {
	p, err := t.programFor(purpose{task: training}, batch)
	if err != nil {
		return err
	}
	if err := p.measure(batch, seen); err != nil {
		return err
	}
	return t.settings.Solver.Step(p.program.Parameters())
}

// measure runs the program on a batch and adds up what it got right.
func (p *program) measure(batch *dataset.Batch, seen *metric.Accumulator) error {
	scores, err := p.run(batch.Pixels, batch.Labels, batch.Targets)
	if err != nil {
		return err
	}
	loss, err := p.loss()
	if err != nil {
		return err
	}
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return errors.Errorf("the loss is %v: lower the rate, or look for extreme values in the data", loss)
	}
	return seen.Add(scores, batch.Labels, loss)
}
