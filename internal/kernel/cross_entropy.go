package kernel

import (
	"math"

	"github.com/pkg/errors"
)

// CrossEntropy returns the mean over all lanes of -log(SoftMax(scores)[label]), and fills probabilities with the softmax, which the gradient
// needs. labels has a.Outer * a.Inner entries, in the order (Outer, Inner). With smoothing s, the target of a lane is 1-s on its label plus
// s/a.Size on every class (Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016).
//
// If a label is not in [0, a.Size) it returns an error and leaves probabilities alone. The mean over no lanes is NaN.
func CrossEntropy[T Float](a Axis, probabilities, scores []T, labels []int, smoothing T) (T, error) {
	labels = labels[:a.lanes()]
	if err := checkLabels(labels, a.Size); err != nil {
		return 0, err
	}
	v, s := vectorsOf[T](), float64(smoothing)
	total := sumBlocks(a.lanes(), a.block(), a.lanes()*a.Size, func(low, high int) float64 {
		loss, logSums := 0., logarithms{1, 0}
		for lane := low; lane < high; lane++ {
			start, end := a.bounds(lane)
			largest, total := softMaxLane(v, a, probabilities, scores, lane)
			logSums.add(total)
			loss -= (1 - s) * (float64(scores[start+labels[lane]*a.Inner]) - float64(largest))
			if s == 0 { // a score of -Inf elsewhere does no harm
				continue
			}
			var overClasses float64
			for i := start; i < end; i += a.Inner {
				overClasses += float64(scores[i]) - float64(largest)
			}
			loss -= s * overClasses / float64(a.Size)
		}
		return loss + logSums.sum()
	})
	return T(total / float64(a.lanes())), nil
}

// logarithms adds up logarithms of numbers from 1 to 2^64 by multiplying the numbers: a logarithm takes longer than the softmax of a few
// classes.
type logarithms struct{ product, total float64 }

func (l *logarithms) add(x float64) {
	if l.product *= x; !(l.product < 0x1p900) {
		l.total += math.Log(l.product)
		l.product = 1
	}
}

func (l *logarithms) sum() float64 { return l.total + math.Log(l.product) }

// CrossEntropyGradient sets scoresGradient to upstream / (a.Outer * a.Inner) * (probabilities - target), for the probabilities that
// CrossEntropy left.
func CrossEntropyGradient[T Float](a Axis, scoresGradient, probabilities []T, labels []int, smoothing, upstream T) {
	share, weight := smoothing/T(a.Size), upstream/T(a.lanes())
	for lane := range a.lanes() {
		start, end := a.bounds(lane)
		for i := start; i < end; i += a.Inner {
			scoresGradient[i] = weight * (probabilities[i] - share)
		}
		scoresGradient[start+labels[lane]*a.Inner] -= weight * (1 - smoothing)
	}
}

// checkLabels returns an error unless all labels are in [0, classes).
func checkLabels(labels []int, classes int) error {
	for i, label := range labels {
		if label < 0 || label >= classes {
			return errors.Errorf("received label %d at index %d, expected 0 to %d: count classes from 0, or give the network more outputs",
				label, i, classes-1)
		}
	}
	return nil
}

// block is the number of lanes that one goroutine handles at a time in a loss.
func (a Axis) block() int { return max(1, grain/max(1, a.Size)) }
