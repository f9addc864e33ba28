package train_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train"
	"gorgonia.org/tensor"
)

// oneHot is a Mix that changes nothing: the targets say what the labels do.
func oneHot(batch *dataset.Batch, classes int, _ *rand.Rand) error {
	for _, label := range batch.Labels {
		row := make([]float32, classes)
		row[label] = 1
		batch.Targets = append(batch.Targets, row...)
	}
	return nil
}

// Targets that say what labels do train the same network.
func TestTargetsEqualLabels(t *testing.T) {
	var losses []float64
	for _, mix := range []func(*dataset.Batch, int, *rand.Rand) error{nil, oneHot} {
		trainer := newTrainer(t, train.Settings{
			Net: linear, Seed: 1, Batch: 5, Smoothing: 0.1, Type: tensor.Float64, Loading: dataset.Loading{Mix: mix},
		})
		history := fit(t, trainer, blobs{samples}, train.Plan{Epochs: 3, Validation: blobs{7}})
		losses = append(losses, history[2].Training.Loss, history[2].Validation.Loss)
	}
	for i := range 2 {
		if !(math.Abs(losses[i]-losses[i+2]) <= 1e-12) { // sums of float64 in another order
			t.Errorf("the losses with labels are %v, with targets %v", losses[:2], losses[2:])
		}
	}
}

// A mix is for training alone: the labels of a validation set are what they are.
func TestMixIsNotForEvaluation(t *testing.T) {
	calls := 0
	mix := func(batch *dataset.Batch, classes int, random *rand.Rand) error {
		calls++
		return oneHot(batch, classes, random)
	}
	trainer := newTrainer(t, train.Settings{Net: linear, Batch: 100, Loading: dataset.Loading{Mix: mix}})
	fit(t, trainer, blobs{samples}, train.Plan{Epochs: 1, Validation: blobs{samples}})
	if calls != 1 {
		t.Errorf("the images of %d batches were mixed, want the one that was learnt from", calls)
	}
}

// Normalisation reaches training, evaluation and prediction alike: a network of fixed weights shows what it is given.
func TestNormalisation(t *testing.T) {
	sum := func(s *graph.Scope, x *graph.Node) *graph.Node {
		ones := func(values []float64, _ graph.Fan, _ *rand.Rand) {
			for i := range values {
				values[i] = float64(i%2) / 36 // shape (36, 2) or (2, 36): what matters is that the scores differ
			}
		}
		return s.DenseWith(s.Flatten(x), graph.DenseSettings{Outputs: 4, NoBias: true, Weight: ones})
	}
	normalisation := dataset.Normalisation{Mean: []float32{0.4}, Deviation: []float32{0.25}}
	plain := newTrainer(t, train.Settings{Net: sum, Type: tensor.Float64})
	normalised := newTrainer(t, train.Settings{Net: sum, Type: tensor.Float64, Loading: dataset.Loading{Normalisation: normalisation}})

	pixels, labels, err := pixelsOf(blobs{5})
	if err != nil {
		t.Fatal(err)
	}
	byHand := make([]float32, len(pixels))
	for i, value := range pixels {
		byHand[i] = (value - 0.4) / 0.25
	}
	want, got := predict(t, plain, byHand), predict(t, normalised, pixels)
	loss := 0.
	for i := range want {
		for class := range want[i] {
			if !(math.Abs(want[i][class]-got[i][class]) <= 1e-9) {
				t.Errorf("image %d, class %d: the probability is %v, want %v", i, class, got[i][class], want[i][class])
			}
		}
		loss -= math.Log(want[i][labels[i]]) / 5
	}
	// A batch rounds once where Predict rounds twice: to a float32 of about 2.
	if result := evaluate(t, normalised, blobs{5}); !(math.Abs(result.Loss-loss) <= 1e-6) {
		t.Errorf("the loss is %v, want %v", result.Loss, loss)
	}
}

func TestUnreadableSamplesAreLeftOut(t *testing.T) {
	broken := watched{blobs{200}, func(i int) error {
		if i == 20 {
			return context.DeadlineExceeded
		}
		return nil
	}}
	var failed []dataset.Failure
	trainer := newTrainer(t, train.Settings{Net: linear, Loading: dataset.Loading{
		OnFailure: func(f dataset.Failure) { failed = append(failed, f) },
	}})
	history := fit(t, trainer, broken, train.Plan{Epochs: 2, Validation: broken})
	if len(failed) != 4 || failed[3].Index != 20 {
		t.Errorf("failures are %v, want sample 20 in two epochs and two validations", failed)
	}
	if e := history[1]; e.Training.Samples != 199 || e.Validation.Samples != 199 {
		t.Errorf("%d and %d samples were measured, want 199", e.Training.Samples, e.Validation.Samples)
	}
}

func TestWaiting(t *testing.T) {
	history := fit(t, newTrainer(t, train.Settings{Net: linear}), blobs{200}, train.Plan{Epochs: 2})
	for _, e := range history {
		if !(e.WaitingSeconds >= 0 && e.WaitingSeconds <= e.Seconds) {
			t.Errorf("of %v s the network waited for %v s", e.Seconds, e.WaitingSeconds)
		}
	}
}

func TestNormalisationFitsTheImages(t *testing.T) {
	for _, n := range []dataset.Normalisation{
		{Mean: []float32{0, 0, 0}, Deviation: []float32{1, 1, 1}}, {Mean: []float32{0}}, {Mean: []float32{0}, Deviation: []float32{0}},
	} {
		_, err := train.New(train.Settings{Net: linear, Input: blobShape, Loading: dataset.Loading{Normalisation: n}})
		expectError(t, "normalisation", err, "Settings.Loading: the normalisation has")
	}
}

func TestBatchStandsInOnePlace(t *testing.T) {
	_, err := train.New(train.Settings{Net: linear, Input: blobShape, Loading: dataset.Loading{Batch: 4}})
	expectError(t, "Loading.Batch", err, "set Settings.Batch")
}
