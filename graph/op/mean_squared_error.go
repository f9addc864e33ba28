package op

import "github.com/reefml/reef/internal/kernel"

// MeanSquaredError is the mean over all elements of (a-b)*(a-b). a and b have equal shapes. The output is a scalar. Gradient: of both.
func MeanSquaredError(a, b *Node) (*Node, error) {
	return meanLoss(a, b,
		loss[float32]{"MeanSquaredError", kernel.MeanSquaredError[float32], kernel.MeanSquaredErrorGradient[float32], true},
		loss[float64]{"MeanSquaredError", kernel.MeanSquaredError[float64], kernel.MeanSquaredErrorGradient[float64], true})
}
