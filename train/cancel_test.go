package train_test

import (
	"context"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/train"
)

// expectCanceled checks that the error is the context's.
func expectCanceled(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, context.Canceled) {
		t.Errorf("received the error %v, want context.Canceled", err)
	}
}

func TestCancelledBeforeTheStart(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	trainer := newTrainer(t, train.Settings{Net: linear, Batch: 5})
	history, err := trainer.Fit(ctx, blobs{samples}, train.Plan{Epochs: 2, OnStep: func(train.Step) { t.Error("a step was made") }})
	expectCanceled(t, err)
	if len(history) != 0 || trainer.Store().Step() != 0 {
		t.Errorf("%d epochs and %d steps were made", len(history), trainer.Store().Step())
	}
	_, err = trainer.Evaluate(ctx, blobs{samples})
	expectCanceled(t, err)
	_, err = trainer.Predict(ctx, make([]float32, side*side))
	expectCanceled(t, err)
}

// No step follows the cancellation, and little is read ahead. The trainer can go on.
func TestCancelledInTheMiddle(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	set, made := count(blobs{samples}), 0
	trainer := newTrainer(t, train.Settings{Net: linear, Batch: 5})
	history, err := trainer.Fit(ctx, set, train.Plan{Epochs: 3, OnStep: func(s train.Step) {
		made++
		if s.Epoch == 2 && s.Samples == 10 {
			cancel()
		}
	}})
	expectCanceled(t, err)
	if made != 8+2 || len(history) != 1 {
		t.Errorf("%d steps and %d epochs were made, want 8 steps of the first epoch and 2 of the second", made, len(history))
	}
	// Two batches were learnt from, two more may be in buffers, two ahead of them, and the workers hold a piece each.
	if reads := set.total(); reads > samples+7*5 {
		t.Errorf("%d samples were read, want no more than is read ahead", reads)
	}
	history = fit(t, trainer, set, train.Plan{Epochs: 3})
	if len(history) != 3 || history[1].Number != 2 || history[1].Training.Samples != samples {
		t.Errorf("going on gives %+v, want a second and a third epoch of all samples", history)
	}
}

// A cancellation while the network is validated leaves the epoch unfinished.
func TestCancelledInValidation(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	validation := watched{blobs{samples}, func(i int) error {
		if i == 0 {
			cancel()
		}
		return nil
	}}
	trainer := newTrainer(t, train.Settings{Net: linear, Batch: 5})
	history, err := trainer.Fit(ctx, blobs{samples}, train.Plan{Validation: validation, OnEpoch: func(train.Epoch) error {
		t.Error("the epoch was reported as finished")
		return nil
	}})
	expectCanceled(t, err)
	if len(history) != 0 {
		t.Errorf("the history is %+v, want none", history)
	}
}
