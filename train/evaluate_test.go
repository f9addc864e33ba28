package train_test

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/metric"
	"gorgonia.org/tensor"
)

// trained returns a trainer in float64 of that batch size. Its network is the same whatever the size: it was trained for two epochs.
func trained(t *testing.T, batch int) *train.Trainer {
	t.Helper()
	trainer := newTrainer(t, train.Settings{Seed: 1, Batch: 5, Type: tensor.Float64})
	fit(t, trainer, blobs{samples}, train.Plan{Epochs: 2})
	other := newTrainer(t, train.Settings{Batch: batch, Type: tensor.Float64})
	to := slices.Concat(other.Store().Parameters(), other.Store().State())
	for i, from := range slices.Concat(trainer.Store().Parameters(), trainer.Store().State()) {
		copy(to[i].Value.Float64s(), from.Value.Float64s())
	}
	return other
}

func evaluate(t *testing.T, trainer *train.Trainer, set dataset.Source) metric.Result {
	t.Helper()
	result, err := trainer.Evaluate(context.Background(), set)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func predict(t *testing.T, trainer *train.Trainer, pixels []float32) [][]float64 {
	t.Helper()
	probabilities, err := trainer.Predict(context.Background(), pixels)
	if err != nil {
		t.Fatal(err)
	}
	return probabilities
}

// Whatever the batch size, the evaluation is the mean over the samples, each by itself and each once.
func TestEvaluateIsMeanOverSamples(t *testing.T) {
	pixels, labels, err := pixelsOf(blobs{samples})
	if err != nil {
		t.Fatal(err)
	}
	alone := trained(t, 1)
	loss, correct := 0., 0
	confusion := [][]int{make([]int, 4), make([]int, 4), make([]int, 4), make([]int, 4)}
	for i, label := range labels {
		p := predict(t, alone, pixels[i*side*side:(i+1)*side*side])[0]
		loss -= math.Log(p[label]) / samples
		best := 0
		for class := range p {
			if p[class] > p[best] {
				best = class
			}
		}
		confusion[label][best]++
		if best == label {
			correct++
		}
	}
	for _, batch := range []int{1, 5, samples, 100} {
		set := count(blobs{samples})
		got := evaluate(t, trained(t, batch), set)
		if !(math.Abs(got.Loss-loss) <= 1e-12) {
			t.Errorf("batches of %d: the loss is %v, want %v", batch, got.Loss, loss)
		}
		if got.Samples != samples || got.Accuracy != float64(correct)/samples || !reflect.DeepEqual(got.Confusion, confusion) {
			t.Errorf("batches of %d: received %+v, want accuracy %v and confusion %v", batch, got, float64(correct)/samples, confusion)
		}
		if got.K != 4 || got.TopK != 1 { // five of four classes
			t.Errorf("batches of %d: top-%d accuracy is %v, want all of four classes", batch, got.K, got.TopK)
		}
		for i := range set.reads {
			if n := set.reads[i].Load(); n != 1 {
				t.Errorf("batches of %d: sample %d was read %d times", batch, i, n)
			}
		}
	}
}

// Measuring and applying a network leave it as it is, down to what dropout and the solver do next.
func TestEvaluateAndPredictChangeNothing(t *testing.T) {
	method := methods["Adam"]()
	trainer := newTrainer(t, train.Settings{Seed: 1, Batch: 5, Solver: method})
	fit(t, trainer, blobs{samples}, train.Plan{Epochs: 1})
	before := snapshot(t, trainer, method)
	evaluate(t, trainer, blobs{samples})
	pixels, _, err := pixelsOf(blobs{7})
	if err != nil {
		t.Fatal(err)
	}
	predict(t, trainer, pixels)
	if !reflect.DeepEqual(snapshot(t, trainer, method), before) {
		t.Error("parameters, running state or solver have changed")
	}
	if len(trainer.History()) != 1 {
		t.Errorf("the history has %d epochs, want 1", len(trainer.History()))
	}
}

// Training with validation gives the same bits as training without.
func TestValidationDoesNotDisturbTraining(t *testing.T) {
	var results []map[string]any
	for _, plan := range []train.Plan{{Epochs: 2}, {Epochs: 2, Validation: blobs{11}}} {
		method := methods["SGD"]()
		trainer := newTrainer(t, train.Settings{Seed: 1, Batch: 5, Solver: method})
		fit(t, trainer, blobs{samples}, plan)
		results = append(results, snapshot(t, trainer, method))
	}
	if !reflect.DeepEqual(results[0], results[1]) {
		t.Error("validation has changed the network")
	}
}

// An image has the same probabilities alone and in a batch, full or not. The kernels add up in another order for other shapes: float64
// leaves differences of about 1e-16 times the number of terms.
func TestPredictDoesNotDependOnBatch(t *testing.T) {
	const images = 13
	trainer := trained(t, 5)
	pixels, _, err := pixelsOf(blobs{images})
	if err != nil {
		t.Fatal(err)
	}
	together := predict(t, trainer, pixels)
	if len(together) != images {
		t.Fatalf("received %d rows for %d images", len(together), images)
	}
	for i, row := range together {
		sum := 0.
		for class, p := range predict(t, trainer, pixels[i*side*side:(i+1)*side*side])[0] {
			if !(math.Abs(row[class]-p) <= 1e-13) {
				t.Errorf("image %d, class %d: the probability is %v alone and %v in a batch", i, class, p, row[class])
			}
			if !(row[class] >= 0 && row[class] <= 1) {
				t.Errorf("image %d, class %d: the probability is %v", i, class, row[class])
			}
			sum += row[class]
		}
		if !(math.Abs(sum-1) <= 1e-14) {
			t.Errorf("image %d: the probabilities add up to %v", i, sum)
		}
	}
}

// What Predict returned stays as it was when Predict is called again.
func TestPredictionsAreTheCallers(t *testing.T) {
	trainer := trained(t, 5)
	pixels, _, err := pixelsOf(blobs{2})
	if err != nil {
		t.Fatal(err)
	}
	size := side * side
	first := predict(t, trainer, pixels[:size])[0]
	kept := append([]float64(nil), first...)
	predict(t, trainer, pixels[size:])
	if !reflect.DeepEqual(first, kept) {
		t.Error("a later call has changed an earlier result")
	}
}
