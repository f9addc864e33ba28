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
	s := float64(smoothing)
	mean := a.mean(func(lane int) float64 {
		start, end := a.bounds(lane)
		largest, total := softMaxLane(a, probabilities, scores, lane)
		logSum := math.Log(total)
		loss := logSum - (float64(scores[start+labels[lane]*a.Inner]) - float64(largest))
		if s == 0 { // a score of -Inf elsewhere does no harm
			return loss
		}
		var overClasses float64
		for i := start; i < end; i += a.Inner {
			overClasses += logSum - (float64(scores[i]) - float64(largest))
		}
		return (1-s)*loss + s*overClasses/float64(a.Size)
	})
	return T(mean), nil
}

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

// mean returns the mean of value over the lanes.
func (a Axis) mean(value func(lane int) float64) float64 {
	return sumBlocks(a.lanes(), max(1, grain/max(1, a.Size)), a.lanes()*a.Size, func(low, high int) float64 {
		var total float64
		for lane := low; lane < high; lane++ {
			total += value(lane)
		}
		return total
	}) / float64(a.lanes())
}
