package graph

import "github.com/reefml/reef/graph/op"

// CrossEntropy is the mean over all samples of -log(SoftMax(scores)[label]), computed from the scores so that large ones are safe. scores
// has shape (N, C) or (N, C, H, W), labels, declared by Scope.Labels, one integer in [0, C) for each sample or pixel. With smoothing s > 0 the
// target is 1-s on the label plus s/C on every class. The output is a scalar.
func (s *Scope) CrossEntropy(scores, labels *Node, smoothing float64) *Node {
	return s.layer("CrossEntropy", func(*Layer) (*Node, error) { return op.CrossEntropy(scores, labels, smoothing) }, scores, labels)
}

// CrossEntropyDense is CrossEntropy with a probability for every class instead of a label, as mixing images or distilling a network needs.
// targets has the shape of scores, and no gradient. The output is a scalar.
func (s *Scope) CrossEntropyDense(scores, targets *Node, smoothing float64) *Node {
	return s.layer("CrossEntropyDense", func(*Layer) (*Node, error) { return op.CrossEntropyDense(scores, targets, smoothing) }, scores, targets)
}

// BinaryCrossEntropy is the mean over all elements of -t*log(p) - (1-t)*log(1-p) with p = Sigmoid(score), computed from the scores so that
// large ones are safe. targets has the shape of scores, values in [0, 1], and no gradient. The output is a scalar.
func (s *Scope) BinaryCrossEntropy(scores, targets *Node) *Node {
	return s.layer("BinaryCrossEntropy", func(*Layer) (*Node, error) { return op.BinaryCrossEntropy(scores, targets) }, scores, targets)
}

// MeanSquaredError is the mean over all elements of (a-b)*(a-b). a and b have equal shapes. The output is a scalar.
func (s *Scope) MeanSquaredError(a, b *Node) *Node {
	return s.layer("MeanSquaredError", func(*Layer) (*Node, error) { return op.MeanSquaredError(a, b) }, a, b)
}

// MeanAbsoluteError is the mean over all elements of |a-b|, with gradient 0 where they are equal. a and b have equal shapes. The output is
// a scalar.
func (s *Scope) MeanAbsoluteError(a, b *Node) *Node {
	return s.layer("MeanAbsoluteError", func(*Layer) (*Node, error) { return op.MeanAbsoluteError(a, b) }, a, b)
}
