package op

import "github.com/reefml/reef/internal/kernel"

// BinaryCrossEntropy is the mean over all elements of -t*log(p) - (1-t)*log(1-p) with p = Sigmoid(score), computed from the scores so
// that large ones are safe. targets has the shape of scores and values in [0, 1]. The output is a scalar. Gradient: of the scores.
func BinaryCrossEntropy(scores, targets *Node) (*Node, error) {
	return meanLoss(scores, targets,
		loss[float32]{"BinaryCrossEntropy", kernel.BinaryCrossEntropy[float32], kernel.BinaryCrossEntropyGradient[float32], false},
		loss[float64]{"BinaryCrossEntropy", kernel.BinaryCrossEntropy[float64], kernel.BinaryCrossEntropyGradient[float64], false})
}
