package metric_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/reefml/reef/train/metric"
)

// measure adds one batch to a new accumulator.
func measure(t *testing.T, k int, scores []float64, labels []int, loss float64) metric.Result {
	t.Helper()
	a := metric.Accumulator{K: k}
	if err := a.Add(scores, labels, loss); err != nil {
		t.Fatal(err)
	}
	return a.Result()
}

func TestWorkedOutByHand(t *testing.T) {
	scores := []float64{
		0.1, 0.7, 0.2, 0.0, // 1, then 2, 0, 3
		5, -1, 4, 3, // 0, then 2, 3, 1
		-4, -3, -2, -1, // 3, then 2, 1, 0
		0, 0.5, 0.2, 0.1, // 1, then 2, 3, 0
	}
	labels := []int{1, 2, 0, 2}
	got := measure(t, 2, scores, labels, 0.75)
	want := metric.Result{
		Samples: 4, Loss: 0.75, Accuracy: 0.25, TopK: 0.75, K: 2, // first among one; first, second and fourth among two
		Confusion: [][]int{{0, 0, 0, 1}, {0, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 0, 0}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("received %+v, want %+v", got, want)
	}
}

func TestTopK(t *testing.T) {
	const classes = 8
	scores := make([]float64, classes) // falling: class c is in place c, counted from 0
	for c := range scores {
		scores[c] = -float64(c)
	}
	for _, test := range []struct{ k, wantK int }{{0, 5}, {1, 1}, {3, 3}, {8, 8}, {100, 8}} {
		for label := range classes {
			got := measure(t, test.k, scores, []int{label}, 0)
			want := 0.
			if label < test.wantK {
				want = 1
			}
			if got.K != test.wantK || got.TopK != want {
				t.Errorf("K of %d, label in place %d: received top-%d accuracy %v, want top-%d accuracy %v", test.k, label, got.K, got.TopK,
					test.wantK, want)
			}
		}
	}
}

// Of equal scores the class with the lower number comes first. A network that gives all classes one score is then as good as chance.
func TestTies(t *testing.T) {
	for _, test := range []struct {
		name           string
		scores         []float64
		label          int
		accuracy, topK float64 // of K = 2
		prediction     int
	}{
		{"all equal, first", []float64{1, 1, 1, 1}, 0, 1, 1, 0},
		{"all equal, second", []float64{1, 1, 1, 1}, 1, 0, 1, 0},
		{"all equal, third", []float64{1, 1, 1, 1}, 2, 0, 0, 0},
		{"two highest, lower", []float64{0, 3, 1, 3}, 1, 1, 1, 1},
		{"two highest, higher", []float64{0, 3, 1, 3}, 3, 0, 1, 1},
		{"tie for the second place, lower", []float64{3, 1, 1, 0}, 1, 0, 1, 0},
		{"tie for the second place, higher", []float64{3, 1, 1, 0}, 2, 0, 0, 0},
		{"infinite", []float64{math.Inf(-1), 0, math.Inf(1), math.Inf(1)}, 3, 0, 1, 2},
	} {
		got := measure(t, 2, test.scores, []int{test.label}, 0)
		if got.Accuracy != test.accuracy || got.TopK != test.topK || got.Confusion[test.label][test.prediction] != 1 {
			t.Errorf("%s: received %+v, want accuracy %v, top-2 accuracy %v, prediction %d", test.name, got, test.accuracy, test.topK,
				test.prediction)
		}
	}
}

// randomBatch draws few different scores, so that there are ties.
func randomBatch(random *rand.Rand, samples, classes int) (scores []float64, labels []int, losses []float64) {
	for range samples * classes {
		scores = append(scores, float64(random.IntN(6)))
	}
	for range samples {
		labels = append(labels, random.IntN(classes))
		losses = append(losses, random.ExpFloat64())
	}
	return scores, labels, losses
}

// How samples are cut into batches makes no difference: to counts none at all, to the loss none but rounding.
func TestBatchesOfAnySizeGiveOneResult(t *testing.T) {
	const samples, classes = 37, 7
	scores, labels, losses := randomBatch(rand.New(rand.NewPCG(1, 2)), samples, classes)
	whole := measure(t, 3, scores, labels, mean(losses))
	for size := 1; size <= samples; size++ {
		a := metric.Accumulator{K: 3}
		for low := 0; low < samples; low += size {
			high := min(low+size, samples)
			if err := a.Add(scores[low*classes:high*classes], labels[low:high], mean(losses[low:high])); err != nil {
				t.Fatal(err)
			}
		}
		got := a.Result()
		if !(math.Abs(got.Loss-whole.Loss) <= 1e-14) {
			t.Errorf("batches of %d: the loss is %v, want %v", size, got.Loss, whole.Loss)
		}
		got.Loss = whole.Loss
		if !reflect.DeepEqual(got, whole) {
			t.Errorf("batches of %d give %+v, want %+v", size, got, whole)
		}
	}
}

func mean(values []float64) float64 {
	sum := 0.
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// What must hold of any scores, ties or not.
func TestMeasuresAgreeWithEachOther(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		samples, classes := 1+random.IntN(40), 1+random.IntN(9)
		scores, labels, _ := randomBatch(random, samples, classes)
		before := 0.
		for k := 1; k <= classes; k++ {
			r := measure(t, k, scores, labels, 0)
			total, diagonal := 0, 0
			for label, row := range r.Confusion {
				diagonal += row[label]
				for _, count := range row {
					total += count
				}
			}
			if total != samples || r.Samples != samples || r.Accuracy != float64(diagonal)/float64(samples) {
				t.Fatalf("the confusion matrix has %d samples, %d on the diagonal; the result is %+v", total, diagonal, r)
			}
			if k == 1 && r.TopK != r.Accuracy {
				t.Fatalf("top-1 accuracy is %v, accuracy %v", r.TopK, r.Accuracy)
			}
			if r.TopK < before || k == classes && r.TopK != 1 {
				t.Fatalf("top-%d accuracy of %d classes is %v after %v for fewer", k, classes, r.TopK, before)
			}
			before = r.TopK
		}
	}
}

func TestNothingMeasured(t *testing.T) {
	var a metric.Accumulator
	if got, want := a.Result(), (metric.Result{K: 5}); !reflect.DeepEqual(got, want) {
		t.Errorf("received %+v, want %+v", got, want)
	}
}
