package op

import "github.com/reefml/reef/internal/kernel"

// MeanAbsoluteError is the mean over all elements of |a-b|, with gradient 0 where a = b. a and b have equal shapes. The output is a scalar.
// Gradient: of both.
func MeanAbsoluteError(a, b *Node) (*Node, error) {
	return meanLoss(a, b,
		loss[float32]{"MeanAbsoluteError", kernel.MeanAbsoluteError[float32], kernel.MeanAbsoluteErrorGradient[float32], true},
		loss[float64]{"MeanAbsoluteError", kernel.MeanAbsoluteError[float64], kernel.MeanAbsoluteErrorGradient[float64], true})
}
