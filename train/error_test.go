package train_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/graph/op"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// expectError checks that an error says certain words.
func expectError(t *testing.T, name string, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", name)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%s: the error is %q, want one that says %q", name, err, w)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(s *train.Settings)
		words  []string
	}{
		{"no network", func(s *train.Settings) { s.Net = nil }, []string{"Settings.Net"}},
		{"no shape", func(s *train.Settings) { s.Input = graph.ImageShape{} }, []string{"Settings.Input"}},
		{"images without rows", func(s *train.Settings) { s.Input.Height = 0 }, []string{"Height:0"}},
		{"negative batch", func(s *train.Settings) { s.Batch = -1 }, []string{"batch of -1", "0 means 128"}},
		{"negative K", func(s *train.Settings) { s.K = -3 }, []string{"K of -3"}},
		{"smoothing of all", func(s *train.Settings) { s.Smoothing = 1 }, []string{"label smoothing of 1"}},
		{"smoothing that is not a number", func(s *train.Settings) { s.Smoothing = math.NaN() }, []string{"label smoothing of NaN"}},
		{"integers", func(s *train.Settings) { s.Type = tensor.Int }, []string{"type int", "tensor.Float32"}},
		{"layer that stock operators lack", func(s *train.Settings) { s.Net, s.Operators = full, graph.Stock }, []string{"fast operators"}},
		{"network that fails", func(s *train.Settings) {
			s.Net = func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.In("block7").Conv2d(x, graph.Conv{Filters: 0, Kernel: 3})
			}
		}, []string{"block7", "0 filters"}},
		{"network that reports", func(s *train.Settings) {
			s.Net = func(s *graph.Scope, x *graph.Node) *graph.Node {
				s.In("mine").Fail("Layer", errors.New("the moon is full"))
				return x
			}
		}, []string{"mine (Layer)", "the moon is full"}},
		{"network that panics", func(s *train.Settings) {
			s.Net = func(*graph.Scope, *graph.Node) *graph.Node { panic("no more memory for jokes") }
		}, []string{"no more memory for jokes"}},
		{"network that returns images", func(s *train.Settings) {
			s.Net = func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Rectify(x) }
		}, []string{"returned shape (1, 1, 6, 6)", "(N, classes)"}},
		{"network that mixes up samples", func(s *train.Settings) {
			s.Net = func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.Layer("Mix", func() (*graph.Node, error) { return op.Reshape(x, 4, 9) }, x)
			}
		}, []string{"returned shape (4, 9) for 1 images"}},
		{"network that returns nothing", func(s *train.Settings) {
			s.Net = func(*graph.Scope, *graph.Node) *graph.Node { return nil }
		}, []string{"the network returned nil"}},
	} {
		s := train.Settings{Net: linear, Input: blobShape}
		test.change(&s)
		trainer, err := train.New(s)
		if trainer != nil {
			t.Errorf("%s: received a trainer", test.name)
		}
		expectError(t, test.name, err, test.words...)
	}
}

func TestWrongSets(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Net: linear, Loading: dataset.Loading{Strict: true}})
	empty, err := dataset.First(blobs{samples}, 0)
	if err != nil {
		t.Fatal(err)
	}
	broken := watched{blobs{samples}, func(i int) error {
		if i == 20 {
			return errors.New("image0020.png is no image")
		}
		return nil
	}}
	for _, test := range []struct {
		name string
		set  dataset.Set
		word string
	}{
		{"nil", nil, "received no set"},
		{"empty", empty, "without samples"},
		{"images of another shape", places{36}, "{Channels:1 Height:1 Width:36}, expected {Channels:1 Height:6 Width:6}"},
		{"broken image", broken, "image0020.png is no image"},
	} {
		_, err := trainer.Fit(context.Background(), test.set, train.Plan{})
		expectError(t, test.name, err, test.word)
		_, err = trainer.Evaluate(context.Background(), test.set)
		expectError(t, test.name, err, test.word)
		if test.set != nil {
			_, err = trainer.Fit(context.Background(), blobs{1}, train.Plan{Epochs: len(trainer.History()) + 1, Validation: test.set})
			expectError(t, "validation, "+test.name, err, test.word, "validation")
		}
	}
}

func TestMoreClassesThanScores(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Net: func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Dense(s.Flatten(x), 3) }})
	_, err := trainer.Fit(context.Background(), blobs{samples}, train.Plan{})
	expectError(t, "a network for three classes", err, "label", "3")
}

func TestWrongPlans(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Net: linear})
	fit(t, trainer, blobs{samples}, train.Plan{Epochs: 2})
	for _, epochs := range []int{-1, 1} {
		history, err := trainer.Fit(context.Background(), blobs{samples}, train.Plan{Epochs: epochs})
		expectError(t, "too few epochs", err, "but the network has seen 2")
		if len(history) != 2 {
			t.Errorf("the history has %d epochs, want 2", len(history))
		}
	}
	if history := fit(t, trainer, blobs{samples}, train.Plan{Epochs: 2}); len(history) != 2 {
		t.Errorf("a plan that is done gives %d epochs, want 2", len(history))
	}
}

// A loss that is not a number ends the training, and the error says where it was and what to do.
func TestLossThatIsNotANumber(t *testing.T) {
	t.Run("rate", func(t *testing.T) {
		twoLayers := func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.In("second").Dense(s.In("first").Dense(s.Flatten(x), 8), 4)
		}
		trainer := newTrainer(t, train.Settings{Net: twoLayers, Batch: 5, Solver: &solver.SGD{Rate: 1e9}})
		_, err := trainer.Fit(context.Background(), blobs{samples}, train.Plan{Epochs: 50})
		expectError(t, "a rate of 1e9", err, "epoch ", "step ", "the loss is ", "lower the rate")
	})
	// Near the largest float32 the scores of this network are still numbers, but their differences and so the loss are not.
	opposed := func(s *graph.Scope, x *graph.Node) *graph.Node {
		return s.DenseWith(s.Flatten(x), graph.DenseSettings{Outputs: 4, Weight: func(values []float64, _ graph.Fan, _ *rand.Rand) {
			for i := range values {
				values[i] = 1 - float64(2*(i/(side*side)%2)) // 1 for even classes, -1 for odd ones
			}
		}})
	}
	t.Run("data", func(t *testing.T) {
		huge := dataset.Normalisation{Mean: []float32{0}, Deviation: []float32{1e-38}}
		trainer := newTrainer(t, train.Settings{Net: opposed, Batch: 1, Loading: dataset.Loading{Normalisation: huge}})
		_, err := trainer.Evaluate(context.Background(), blobs{samples})
		expectError(t, "huge pixels", err, "the loss is ", "look for extreme values in the data")
		_, err = trainer.Fit(context.Background(), blobs{samples}, train.Plan{})
		expectError(t, "huge pixels", err, "epoch 1: step ", "the loss is ", "look for extreme values in the data")
	})
}

func TestPredictRefuses(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Net: linear})
	for _, values := range []int{0, 1, 35, 37} {
		_, err := trainer.Predict(context.Background(), make([]float32, values))
		expectError(t, "Predict", err, "expected a multiple of 36")
	}
}
