// Package metric measures how well scores agree with labels.
//
// Invariants:
//   - A sample counts once, whatever the size of its batch.
//   - Of equal scores that of the class with the lower number is the higher. So the accuracy is the share of the confusion matrix on its
//     diagonal, top-k accuracy is never below accuracy, and with K = 1 it is the same.
package metric

import (
	"cmp"
	"math"

	"github.com/pkg/errors"
)

// Result is the quality of a classifier on a set of samples.
type Result struct {
	Samples  int     `json:"samples"`
	Loss     float64 `json:"loss"`     // mean over the samples; lower is better
	Accuracy float64 `json:"accuracy"` // share of samples whose highest score is the label's, in [0, 1]; higher is better
	TopK     float64 `json:"top_k"`    // share of samples whose label is among the K highest scores, in [0, 1]; higher is better
	K        int     `json:"k"`
	// Confusion counts samples: Confusion[label][prediction]. It is nil if there are no samples, and valid until the next batch is added.
	Confusion [][]int `json:"confusion,omitempty"`
}

// Accumulator gathers the results of batches.
type Accumulator struct {
	K int // how many of the highest scores TopK looks at; all of them if there are fewer; default 5

	samples   int
	loss      float64 // sum over samples
	correct   int
	among     int // samples whose label is among the K highest
	confusion [][]int
}

// Add takes the scores of a batch, of shape (N, classes), its labels, of shape (N), and the mean of its loss. An error changes nothing.
func (a *Accumulator) Add(scores []float64, labels []int, loss float64) error {
	if err := a.check(scores, labels); err != nil {
		return err
	}
	classes := len(scores) / len(labels)
	if a.samples == 0 {
		a.confusion = make([][]int, classes)
		for i := range a.confusion {
			a.confusion[i] = make([]int, classes)
		}
	}
	for i, label := range labels {
		a.add(scores[i*classes:(i+1)*classes], label)
	}
	a.loss += loss * float64(len(labels))
	return nil
}

func (a *Accumulator) check(scores []float64, labels []int) error {
	if len(labels) == 0 || len(scores) == 0 || len(scores)%len(labels) != 0 {
		return errors.Errorf("received %d scores for %d labels, expected (N, classes) scores for N labels", len(scores), len(labels))
	}
	classes := len(scores) / len(labels)
	if a.samples > 0 && classes != len(a.confusion) {
		return errors.Errorf("received scores for %d classes, expected %d as before", classes, len(a.confusion))
	}
	for i, label := range labels {
		if label < 0 || label >= classes {
			return errors.Errorf("sample %d of the batch: received label %d, expected 0 to %d", i, label, classes-1)
		}
	}
	for i, score := range scores {
		if math.IsNaN(score) {
			return errors.Errorf("sample %d of the batch: the score of class %d is not a number: look at the network's parameters and the images",
				i/classes, i%classes)
		}
	}
	return nil
}

func (a *Accumulator) add(scores []float64, label int) {
	best, higher := 0, 0
	for class, score := range scores {
		if score > scores[best] {
			best = class
		}
		if score > scores[label] || (score == scores[label] && class < label) {
			higher++
		}
	}
	a.samples++
	a.confusion[label][best]++
	if best == label {
		a.correct++
	}
	if higher < a.k() {
		a.among++
	}
}

func (a *Accumulator) k() int { return min(cmp.Or(a.K, 5), len(a.confusion)) }

// Result returns what has been gathered.
func (a *Accumulator) Result() Result {
	if a.samples == 0 {
		return Result{K: cmp.Or(a.K, 5)}
	}
	n := float64(a.samples)
	return Result{
		Samples: a.samples, Loss: a.loss / n, Accuracy: float64(a.correct) / n, TopK: float64(a.among) / n, K: a.k(), Confusion: a.confusion,
	}
}
