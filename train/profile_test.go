package train_test

import (
	"context"
	"strings"
	"testing"

	"github.com/reefml/reef/train"
)

func TestProfile(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Seed: 1, Batch: 12})
	report, err := trainer.Profile(context.Background(), blobs{36}, 4)
	if err != nil {
		t.Fatal(err)
	}
	if report.Steps != 4 || report.Graph.Runs != 4 || trainer.Store().Step() <= 4 {
		t.Errorf("%d steps and %d runs measured, %d made, want 4, 4 and some to warm up", report.Steps, report.Graph.Runs, trainer.Store().Step())
	}
	if len(trainer.History()) != 0 {
		t.Errorf("the history has %d epochs, want none", len(trainer.History()))
	}
}

func TestProfileErrors(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Seed: 1, Batch: 12})
	if _, err := trainer.Profile(context.Background(), nil, 4); err == nil || !strings.Contains(err.Error(), "no set") {
		t.Errorf("no set: got the error %v, want one that names it", err)
	}
	if _, err := trainer.Profile(context.Background(), blobs{36}, -1); err == nil || !strings.Contains(err.Error(), "-1 steps") {
		t.Errorf("-1 steps: got the error %v, want one that names them", err)
	}
}
