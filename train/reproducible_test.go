package train_test

import (
	"context"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/schedule"
)

// wide is a network whose kernels split their work over several goroutines.
func wide(s *graph.Scope, x *graph.Node) *graph.Node {
	x = s.In("block").Conv2d(x, graph.Conv{Filters: 32, Kernel: 3, Padding: graph.Same})
	x = s.Rectify(s.In("block").BatchNorm(x, graph.Norm{}))
	x = s.In("hidden").Dense(s.Flatten(x), 64)
	x = s.In("hidden").Dropout(s.Rectify(x), 0.25)
	return s.In("scores").Dense(x, 4)
}

// The seed decides every bit, whatever the number of goroutines.
func TestSameSeedSameBits(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	run := func(seed uint64) map[string]any {
		method := methods["Adam"]()
		trainer := newTrainer(t, train.Settings{Net: wide, Seed: seed, Batch: 16, Solver: method})
		fit(t, trainer, blobs{samples}, train.Plan{Epochs: 2})
		return snapshot(t, trainer, method)
	}
	var first map[string]any
	for _, threads := range []int{1, 2, 3, 1} {
		runtime.GOMAXPROCS(threads)
		bits := run(1)
		if first == nil {
			first = bits
		}
		if !reflect.DeepEqual(bits, first) {
			t.Errorf("a run on %d threads gives other bits than the first on one", threads)
		}
		for name, other := range run(2) {
			// What does not depend on the seed: the number of steps.
			if name != "steps" && name != "solver's steps" && reflect.DeepEqual(other, first[name]) {
				t.Errorf("another seed gives the same %s", name)
			}
		}
	}
}

// killedAndResumed trains for four epochs in two trainers: the first is stopped in the middle of the third epoch, the second goes on from
// the checkpoint of the second.
func killedAndResumed(t *testing.T, settings func() train.Settings) (*train.Trainer, map[string]any) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "checkpoint")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	first := newTrainer(t, settings())
	_, err := first.Fit(ctx, blobs{samples}, train.Plan{
		Epochs:  4,
		OnEpoch: func(train.Epoch) error { return first.SaveCheckpoint(path) },
		OnStep: func(s train.Step) {
			if s.Epoch == 3 && s.Samples == 20 {
				cancel()
			}
		},
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("received the error %v, want context.Canceled", err)
	}
	s := settings()
	second := newTrainer(t, s)
	if err := second.Resume(path); err != nil {
		t.Fatal(err)
	}
	if epochs := len(second.History()); epochs != 2 {
		t.Fatalf("the checkpoint holds %d epochs, want 2", epochs)
	}
	fit(t, second, blobs{samples}, train.Plan{Epochs: 4})
	return second, snapshot(t, second, s.Solver)
}

// A run that was killed and resumed ends with the same bits as one that was not.
func TestResumedRunEndsWithTheSameBits(t *testing.T) {
	for name, method := range methods {
		t.Run(name, func(t *testing.T) {
			settings := func() train.Settings {
				return train.Settings{Net: full, Seed: 3, Batch: 5, Solver: method(), Schedule: schedule.Cosine, Smoothing: 0.1}
			}
			s := settings()
			straight := newTrainer(t, s)
			fit(t, straight, blobs{samples}, train.Plan{Epochs: 4})

			resumed, got := killedAndResumed(t, settings)
			want := snapshot(t, straight, s.Solver)
			if len(got) != len(want) {
				t.Errorf("the resumed run has %d tensors and counts, want %d", len(got), len(want))
			}
			for name := range want {
				if !reflect.DeepEqual(got[name], want[name]) {
					t.Errorf("%s differs", name)
				}
			}
			for i, e := range straight.History() {
				r := resumed.History()[i]
				r.Seconds, r.WaitingSeconds, r.ImagesPerSecond = e.Seconds, e.WaitingSeconds, e.ImagesPerSecond // the clock's
				if !reflect.DeepEqual(r, e) {
					t.Errorf("the resumed run measured %+v, want %+v", r, e)
				}
			}
		})
	}
}
