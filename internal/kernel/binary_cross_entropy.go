package kernel

import "math"

// BinaryCrossEntropy returns the mean over all elements of -t*log(p) - (1-t)*log(1-p), p being the sigmoid of the score and t the target
// in [0, 1]. It is computed as max(x, 0) - x*t + log(1 + exp(-|x|)), which no score overflows. The mean over no elements is NaN.
func BinaryCrossEntropy[T Float](scores, targets []T) T {
	return meanOf(scores, targets, func(scores, targets []T) float64 {
		var total float64
		targets = targets[:len(scores)]
		for i, score := range scores {
			x := float64(score)
			total += max(x, 0) - x*float64(targets[i]) + math.Log1p(math.Exp(-math.Abs(x)))
		}
		return total
	})
}

// BinaryCrossEntropyGradient sets scoresGradient to upstream / len(scores) * (sigmoid(scores) - targets).
func BinaryCrossEntropyGradient[T Float](scoresGradient, scores, targets []T, upstream T) {
	weight := upstream / T(len(scores))
	scoresGradient, targets = scoresGradient[:len(scores)], targets[:len(scores)]
	for i, x := range scores {
		scoresGradient[i] = weight * T(logistic(float64(x))-float64(targets[i]))
	}
}
