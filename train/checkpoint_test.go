package train_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// checkpoint trains for one epoch with the given settings and returns the path of a checkpoint.
func checkpoint(t *testing.T, s train.Settings) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "run.checkpoint")
	trainer := newTrainer(t, s)
	fit(t, trainer, blobs{samples}, train.Plan{Epochs: 1})
	if err := trainer.SaveCheckpoint(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func checkpointSettings() train.Settings {
	return train.Settings{Net: full, Seed: 1, Batch: 5, Solver: &solver.Adam{}, Smoothing: 0.1}
}

// refused checks that a trainer refuses a checkpoint with an error that says certain words, and that it stays as it was.
func refused(t *testing.T, name, path string, s train.Settings, words ...string) {
	t.Helper()
	trainer := newTrainer(t, s)
	before := snapshot(t, trainer, s.Solver)
	err := trainer.Resume(path)
	if err == nil {
		t.Errorf("%s: no error", name)
		return
	}
	for _, w := range append(words, filepath.Base(path)) {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%s: the error is %q, want one that says %q", name, err, w)
		}
	}
	if !reflect.DeepEqual(snapshot(t, trainer, s.Solver), before) || len(trainer.History()) != 0 {
		t.Errorf("%s: a refused checkpoint has changed the trainer", name)
	}
}

func TestCheckpointOfOtherSettingsIsRefused(t *testing.T) {
	path := checkpoint(t, checkpointSettings())
	for _, test := range []struct {
		name   string
		change func(s *train.Settings)
		words  []string
	}{
		{"seed", func(s *train.Settings) { s.Seed = 2 }, []string{"saved with seed 1, this run has 2"}},
		{"batch", func(s *train.Settings) { s.Batch = 6 }, []string{"saved with batch 5, this run has 6"}},
		{"smoothing", func(s *train.Settings) { s.Smoothing = 0 }, []string{"saved with label smoothing 0.1, this run has 0"}},
		{"solver", func(s *train.Settings) { s.Solver = &solver.SGD{} }, []string{"saved with solver adam, this run has sgd"}},
		{"type", func(s *train.Settings) { s.Type = tensor.Float64 }, []string{"type F32 in the file, expected F64"}},
		{"network of other layers", func(s *train.Settings) { s.Net = linear }, []string{"block/", "another network"}},
		{"network of another width", func(s *train.Settings) { s.Net = wide }, []string{"block/", "(6", "expected (32"}},
		{"network with a layer more", func(s *train.Settings) {
			s.Net = func(s *graph.Scope, x *graph.Node) *graph.Node { return s.In("extra").Dense(full(s, x), 4) }
		}, []string{"extra/weight is missing"}},
		{"network without parameters that it had", func(s *train.Settings) {
			s.Net = func(s *graph.Scope, x *graph.Node) *graph.Node {
				x = s.In("block").Conv2d(x, graph.Conv{Filters: 6, Kernel: 3, Padding: graph.Same})
				return s.In("scores").Dense(s.Flatten(x), 4)
			}
		}, []string{"another network"}},
	} {
		s := checkpointSettings()
		test.change(&s)
		refused(t, test.name, path, s, test.words...)
	}
}

// A checkpoint that cannot be written leaves the older one.
func TestSaveCheckpointFailsWhole(t *testing.T) {
	folder := t.TempDir()
	trainer := newTrainer(t, train.Settings{})
	if err := trainer.SaveCheckpoint(filepath.Join(folder, "missing", "checkpoint")); err == nil {
		t.Error("a folder that does not exist gives no error")
	}
	inTheWay := filepath.Join(folder, "checkpoint")
	if err := os.MkdirAll(filepath.Join(inTheWay, "something"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := trainer.SaveCheckpoint(inTheWay); err == nil {
		t.Error("a folder in the file's place gives no error")
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("%d entries are in the folder, want none but the one in the way", len(entries))
	}
}
