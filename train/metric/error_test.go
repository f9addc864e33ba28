package metric_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/train/metric"
)

// A batch that cannot be measured is refused as a whole.
func TestErrors(t *testing.T) {
	for _, test := range []struct {
		name   string
		scores []float64
		labels []int
		says   string
	}{
		{"no labels", []float64{1, 2, 3}, nil, "3 scores for 0 labels"},
		{"no scores", nil, []int{0}, "0 scores for 1 labels"},
		{"scores of part of a sample", []float64{1, 2, 3, 4, 5}, []int{0, 1}, "5 scores for 2 labels"},
		{"another number of classes", []float64{1, 2}, []int{0}, "scores for 2 classes, expected 3"},
		{"label too high", []float64{1, 2, 3, 1, 2, 3}, []int{0, 3}, "sample 1 of the batch: received label 3, expected 0 to 2"},
		{"negative label", []float64{1, 2, 3}, []int{-1}, "received label -1"},
		{"not a number", []float64{1, 2, 3, 1, 2, math.NaN()}, []int{0, 1}, "sample 1 of the batch: the score of class 2 is not a number"},
		{"label's score not a number", []float64{math.NaN(), 2, 3}, []int{0}, "sample 0 of the batch: the score of class 0"},
	} {
		a := metric.Accumulator{}
		if err := a.Add([]float64{3, 1, 2}, []int{0}, 0.5); err != nil {
			t.Fatal(err)
		}
		before := a.Result()
		before.Confusion = slices.Clone(before.Confusion)
		for i, row := range before.Confusion {
			before.Confusion[i] = slices.Clone(row)
		}
		err := a.Add(test.scores, test.labels, 1)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: received the error %v, want one that says %q", test.name, err, test.says)
		}
		if after := a.Result(); !reflect.DeepEqual(after, before) {
			t.Errorf("%s: the result was %+v and is now %+v", test.name, before, after)
		}
	}
}
