package train_test

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

func TestFitLearns(t *testing.T) {
	for name, method := range methods {
		for _, dtype := range []tensor.Dtype{tensor.Float32, tensor.Float64} {
			trainer := newTrainer(t, train.Settings{Seed: 1, Batch: 5, Solver: method(), Type: dtype})
			history := fit(t, trainer, blobs{samples}, train.Plan{Epochs: 20, Validation: blobs{samples}})
			if got := trainer.Store().Parameters()[0].Value.Dtype(); got != dtype {
				t.Errorf("%s: the parameters are of type %v, want %v", name, got, dtype)
			}
			if last := history[len(history)-1]; last.Validation.Accuracy != 1 || !(last.Training.Loss < history[0].Training.Loss/2) {
				t.Errorf("%s, %v: after 20 epochs the accuracy is %v and the loss %v (%v in the first epoch)", name, dtype,
					last.Validation.Accuracy, last.Training.Loss, history[0].Training.Loss)
			}
		}
	}
}

// In places each sample moves weights of its own: those from the pixel that only it has. One step of plain gradient descent from zero moves
// the weight to the label's score by 1 - 1/4, divided by the size of the batch; a second one would move it further.
func TestEverySampleIsTrainedOnOnceAnEpoch(t *testing.T) {
	for _, test := range []struct{ samples, batch int }{{37, 5}, {37, 37}, {37, 100}, {37, 1}, {36, 6}, {1, 5}} {
		set := count(places{test.samples})
		trainer := newTrainer(t, train.Settings{
			Net: func(s *graph.Scope, x *graph.Node) *graph.Node {
				return s.DenseWith(s.Flatten(x), graph.DenseSettings{Outputs: 4, NoBias: true, Weight: graph.Zeros})
			},
			Input: graph.ImageShape{Channels: 1, Height: 1, Width: test.samples}, Batch: test.batch, Solver: &solver.SGD{Rate: 1},
			Type: tensor.Float64,
		})
		history := fit(t, trainer, set, train.Plan{Epochs: 1})
		if history[0].Training.Samples != test.samples {
			t.Errorf("%+v: the epoch has measured %d samples", test, history[0].Training.Samples)
		}
		weights := trainer.Store().Parameters()[0].Value.Float64s() // shape (4, samples)
		sizes := map[int]int{}
		for i := range test.samples {
			if n := set.reads[i].Load(); n != 1 {
				t.Errorf("%+v: sample %d was read %d times", test, i, n)
			}
			sizes[int(math.Round(0.75/weights[i]))]++
			if size := 0.75 / weights[i]; !(math.Abs(size-math.Round(size)) <= 1e-9) {
				t.Errorf("%+v: sample %d has moved its weight by %v, want 3/4 of a batch's share", test, i, weights[i])
			}
		}
		want := map[int]int{}
		for low := 0; low < test.samples; low += test.batch {
			size := min(test.batch, test.samples-low)
			want[size] += size
		}
		if !reflect.DeepEqual(sizes, want) {
			t.Errorf("%+v: samples by the size of the batch that they were in are %v, want %v", test, sizes, want)
		}
	}
}

// The next epoch comes in another order, which the seed decides.
func TestOrderOfSamples(t *testing.T) {
	orders := func(seed uint64) [][]int {
		var all [][]int
		var order []int
		set := watched{blobs{samples}, func(i int) error {
			order = append(order, i) // one worker: never two at a time
			return nil
		}}
		fit(t, newTrainer(t, train.Settings{Net: linear, Seed: seed, Batch: 1, Loading: dataset.Loading{Workers: 1}}), set, train.Plan{Epochs: 2, OnEpoch: func(train.Epoch) error {
			all, order = append(all, order), nil
			return nil
		}})
		return all
	}
	first := orders(1)
	if reflect.DeepEqual(first[0], first[1]) {
		t.Error("two epochs have the same order")
	}
	if !reflect.DeepEqual(first, orders(1)) {
		t.Error("the same seed gives another order")
	}
	if reflect.DeepEqual(first[0], orders(2)[0]) {
		t.Error("another seed gives the same order")
	}
}

func TestCallbacks(t *testing.T) {
	var events []string
	trainer := newTrainer(t, train.Settings{Net: linear, Batch: 15})
	history := fit(t, trainer, blobs{samples}, train.Plan{
		Epochs: 2, Validation: blobs{7},
		OnStep: func(s train.Step) {
			events = append(events, fmt.Sprintf("step of epoch %d: %d of %d", s.Epoch, s.Samples, s.Total))
			if s.Result.Samples != s.Samples || s.Result.Confusion != nil || !(s.Result.Loss > 0) {
				t.Errorf("the step's result is %+v", s.Result)
			}
		},
		OnEpoch: func(e train.Epoch) error {
			events = append(events, fmt.Sprintf("epoch %d: %d and %d", e.Number, e.Training.Samples, e.Validation.Samples))
			if e.Training.Confusion != nil || e.Validation.Confusion != nil || !(e.Seconds > 0) || !(e.ImagesPerSecond > 0) || e.RateFactor != 1 {
				t.Errorf("the epoch is %+v", e)
			}
			if seen := trainer.History(); len(seen) != e.Number || !reflect.DeepEqual(seen[e.Number-1], e) {
				t.Errorf("the history does not end with the epoch: %+v", seen)
			}
			return nil
		},
	})
	want := []string{
		"step of epoch 1: 15 of 37", "step of epoch 1: 30 of 37", "step of epoch 1: 37 of 37", "epoch 1: 37 and 7",
		"step of epoch 2: 15 of 37", "step of epoch 2: 30 of 37", "step of epoch 2: 37 of 37", "epoch 2: 37 and 7",
	}
	if !reflect.DeepEqual(events, want) {
		t.Errorf("the calls were %q, want %q", events, want)
	}
	if !reflect.DeepEqual(history, trainer.History()) {
		t.Error("Fit and History differ")
	}
}

func TestErrorOfOnEpochStops(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Net: linear, Batch: 15})
	full := errors.New("the disk is full")
	history, err := trainer.Fit(context.Background(), blobs{samples}, train.Plan{Epochs: 5, OnEpoch: func(e train.Epoch) error {
		if e.Number == 2 {
			return full
		}
		return nil
	}})
	if !errors.Is(err, full) || len(history) != 2 {
		t.Errorf("received the error %v after %d epochs, want that of OnEpoch after 2", err, len(history))
	}
	if history := fit(t, trainer, blobs{samples}, train.Plan{Epochs: 3}); len(history) != 3 || history[2].Number != 3 {
		t.Errorf("going on gives the history %+v, want a third epoch", history)
	}
}

func TestDefaults(t *testing.T) {
	set := count(blobs{200})
	trainer := newTrainer(t, train.Settings{Net: linear})
	var sizes []int
	history := fit(t, trainer, set, train.Plan{OnStep: func(s train.Step) { sizes = append(sizes, s.Samples) }})
	if len(history) != 5 || set.total() != 5*200 || !reflect.DeepEqual(sizes[:2], []int{128, 200}) {
		t.Errorf("%d epochs in steps %v, want 5 in batches of 128", len(history), sizes)
	}
	if got := trainer.Store().Type(); got != tensor.Float32 {
		t.Errorf("the parameters are of type %v, want float32", got)
	}
}

// The schedule sees the share of all steps that are done, over all epochs.
func TestScheduleSeesProgress(t *testing.T) {
	var seen []float64
	trainer := newTrainer(t, train.Settings{Net: linear, Batch: 20, Schedule: func(progress float64) float64 {
		seen = append(seen, progress)
		return 1 - progress
	}})
	history := fit(t, trainer, blobs{samples}, train.Plan{Epochs: 2})
	if want := []float64{0, 0.25, 0.5, 0.75}; !reflect.DeepEqual(seen, want) {
		t.Errorf("the schedule was asked at %v, want %v", seen, want)
	}
	if history[0].RateFactor != 0.75 || history[1].RateFactor != 0.25 {
		t.Errorf("the factors are %v and %v, want those of the last steps, 0.75 and 0.25", history[0].RateFactor, history[1].RateFactor)
	}
}

// A factor of zero stops the weights.
func TestScheduleReachesSolver(t *testing.T) {
	trainer := newTrainer(t, train.Settings{Net: linear, Schedule: func(float64) float64 { return 0 }})
	before := elements(t, trainer.Store().Parameters()[0].Value)
	fit(t, trainer, blobs{samples}, train.Plan{Epochs: 1})
	if !reflect.DeepEqual(elements(t, trainer.Store().Parameters()[0].Value), before) {
		t.Error("the weights have moved at a rate of zero")
	}
}
