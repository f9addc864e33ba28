package kernel

import "math"

// CrossEntropyDense returns the mean over all lanes of -sum(t * log(SoftMax(scores))), and fills probabilities with the softmax, which the
// gradient needs. With smoothing s, t is (1-s) * targets + s/a.Size. A lane of targets need not sum to one, and where t is 0 a score of
// -Inf does no harm. scores and targets have the shape of a. The mean over no lanes is NaN.
func CrossEntropyDense[T Float](a Axis, probabilities, scores, targets []T, smoothing T) T {
	v, s := vectorsOf[T](), float64(smoothing)
	total := sumBlocks(a.lanes(), a.block(), a.lanes()*a.Size, func(low, high int) float64 {
		var loss float64
		for lane := low; lane < high; lane++ {
			start, end := a.bounds(lane)
			largest, total := softMaxLane(v, a, probabilities, scores, lane)
			logSum := math.Log(total)
			for i := start; i < end; i += a.Inner {
				if t := (1-s)*float64(targets[i]) + s/float64(a.Size); t != 0 {
					loss += t * (logSum - (float64(scores[i]) - float64(largest)))
				}
			}
		}
		return loss
	})
	return T(total / float64(a.lanes()))
}

// CrossEntropyDenseGradient sets scoresGradient to upstream / (a.Outer * a.Inner) * (probabilities * sum(t) - t), for the probabilities
// that CrossEntropyDense left.
func CrossEntropyDenseGradient[T Float](a Axis, scoresGradient, probabilities, targets []T, smoothing, upstream T) {
	share, weight := smoothing/T(a.Size), upstream/T(a.lanes())
	for lane := range a.lanes() {
		start, end := a.bounds(lane)
		var total float64
		for i := start; i < end; i += a.Inner {
			total += float64((1-smoothing)*targets[i] + share)
		}
		for i := start; i < end; i += a.Inner {
			scoresGradient[i] = weight * (probabilities[i]*T(total) - ((1-smoothing)*targets[i] + share))
		}
	}
}
