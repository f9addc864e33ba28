// Package metric measures how well scores agree with labels.
package metric

import (
	"cmp"

	"github.com/pkg/errors"
)

// Result is the quality of a classifier on a set of samples.
type Result struct {
	Samples  int     `json:"samples"`
	Loss     float64 `json:"loss"`     // mean over the samples; lower is better
	Accuracy float64 `json:"accuracy"` // share of samples whose highest score is the label's, in [0, 1]; higher is better
	TopK     float64 `json:"top_k"`    // share of samples whose label is among the K highest scores, in [0, 1]; higher is better
	K        int     `json:"k"`
	// Confusion counts samples: Confusion[label][prediction].
	Confusion [][]int `json:"confusion,omitempty"`
}

// Accumulator gathers the results of batches. A sample counts once, whatever the size of its batch.
type Accumulator struct {
	K int // how many of the highest scores TopK looks at; default 5

	classes   int
	samples   int
	loss      float64 // sum over samples
	correct   int
	among     int // samples whose label is among the K highest
	confusion [][]int
}

// Add takes the scores of a batch, of shape (N, classes), its labels, of shape (N), and the mean of its loss.
func (a *Accumulator) Add(scores []float64, labels []int, loss float64) error {
	if len(labels) == 0 || len(scores)%len(labels) != 0 {
		return errors.Errorf("received %d scores for %d labels, expected (N, classes) scores for N labels", len(scores), len(labels))
	}
	classes := len(scores) / len(labels)
	if a.classes == 0 {
		a.classes = classes
		a.confusion = make([][]int, classes)
		for i := range a.confusion {
			a.confusion[i] = make([]int, classes)
		}
	}
	if classes != a.classes {
		return errors.Errorf("received scores for %d classes, expected %d as before", classes, a.classes)
	}
	for i, label := range labels {
		if label < 0 || label >= classes {
			return errors.Errorf("received label %d, expected 0 to %d", label, classes-1)
		}
		a.add(scores[i*classes:(i+1)*classes], label)
	}
	a.loss += loss * float64(len(labels))
	return nil
}

func (a *Accumulator) add(scores []float64, label int) {
	best, higher := 0, 0
	for class, score := range scores {
		if score > scores[best] {
			best = class
		}
		// A tie counts against the label: a network that gives every class the same score knows nothing.
		if class != label && !(score < scores[label]) {
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

func (a *Accumulator) k() int { return min(cmp.Or(a.K, 5), a.classes) }

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
