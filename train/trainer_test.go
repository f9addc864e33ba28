package train_test

import (
	"context"
	"slices"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// samples is not a multiple of any batch size used here but 1 and itself.
const samples = 37

// full is a small network with all that has state or randomness of its own: batch normalisation and dropout.
func full(s *graph.Scope, x *graph.Node) *graph.Node {
	x = s.In("block").Conv2d(x, graph.Conv{Filters: 6, Kernel: 3, Padding: graph.Same})
	x = s.In("block").BatchNorm(x, graph.Norm{})
	x = s.MaxPool2D(s.Rectify(x), graph.Pool{Size: 2})
	x = s.In("hidden").Dense(s.Flatten(x), 16)
	x = s.In("hidden").Dropout(s.Rectify(x), 0.25)
	return s.In("scores").Dense(x, 4)
}

// linear is the smallest classifier.
func linear(s *graph.Scope, x *graph.Node) *graph.Node { return s.In("scores").Dense(s.Flatten(x), 4) }

// newTrainer returns a trainer of images of blobs, with a seed and a small batch unless the settings say otherwise.
func newTrainer(t *testing.T, s train.Settings) *train.Trainer {
	t.Helper()
	if s.Net == nil {
		s.Net = full
	}
	if s.Input == (graph.ImageShape{}) {
		s.Input = blobShape
	}
	trainer, err := train.New(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := trainer.Close(); err != nil {
			t.Error(err)
		}
	})
	return trainer
}

// fit trains and fails the test on an error.
func fit(t *testing.T, trainer *train.Trainer, set dataset.Source, plan train.Plan) []train.Epoch {
	t.Helper()
	history, err := trainer.Fit(context.Background(), set, plan)
	if err != nil {
		t.Fatal(err)
	}
	return history
}

// snapshot copies all that training changes: parameters, running state and the solver's state, by name.
func snapshot(t *testing.T, trainer *train.Trainer, method solver.Solver) map[string]any {
	t.Helper()
	state := method.State()
	all := map[string]any{"steps": trainer.Store().Step(), "solver's steps": state.Steps}
	for _, v := range slices.Concat(trainer.Store().Parameters(), trainer.Store().State()) {
		all[v.Name] = elements(t, v.Value)
	}
	for name, value := range state.Tensors {
		all["solver "+name] = elements(t, value)
	}
	return all
}

// elements copies those of a tensor.
func elements(t *testing.T, value *tensor.Dense) any {
	t.Helper()
	switch values := value.Data().(type) {
	case []float32:
		return slices.Clone(values)
	case []float64:
		return slices.Clone(values)
	}
	t.Fatalf("received elements of type %T, want floats", value.Data())
	return nil
}

// methods makes a new solver of each kind that a checkpoint must be able to continue.
var methods = map[string]func() solver.Solver{
	"Adam": func() solver.Solver { return &solver.Adam{Rate: 0.01} },
	"SGD":  func() solver.Solver { return &solver.SGD{Rate: 0.05, Momentum: 0.9, Nesterov: true} },
}
