package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// CrossEntropy is the mean over all samples of -log(SoftMax(scores)[label]). scores has shape (N, C) or (N, C, H, W), labels, of type int,
// (N) or (N, H, W). With smoothing s the target is 1-s on the label plus s/C on every class (Szegedy et al., 2016). The output is a scalar.
// A label outside [0, C) is an error when the operator runs. Gradient: of the scores.
func CrossEntropy(scores, labels *Node, smoothing float64) (*Node, error) {
	axis, err := classAxis(scores)
	if err != nil {
		return nil, err
	}
	if labels.Dtype() != tensor.Int || labels.Shape().TotalSize() != axis.Outer*axis.Inner {
		return nil, errors.Errorf("received labels of shape %v and type %v for scores of shape %v, expected %d labels of type int",
			labels.Shape(), labels.Dtype(), scores.Shape(), axis.Outer*axis.Inner)
	}
	if err := checkSmoothing(smoothing); err != nil {
		return nil, err
	}
	return byType(scores,
		func() (*Node, error) { return crossEntropy(axis, scores, labels, float32(smoothing)) },
		func() (*Node, error) { return crossEntropy(axis, scores, labels, smoothing) })
}

func checkSmoothing(smoothing float64) error {
	if !(smoothing >= 0 && smoothing < 1) {
		return errors.Errorf("received a label smoothing of %v, expected at least 0 and less than 1", smoothing)
	}
	return nil
}

func crossEntropy[T kernel.Float](axis kernel.Axis, scores, labels *Node, smoothing T) (*Node, error) {
	probabilities := make([]T, scores.Shape().TotalSize())
	return apply(definition[T]{
		name: "CrossEntropy",
		forward: func(loss []T, in inputs[T]) (err error) {
			loss[0], err = kernel.CrossEntropy(axis, probabilities, in.float[0], in.labels, smoothing)
			return err
		},
		differentiable: 1,
		gradient: func(loss, lossGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			gradient, err := apply(definition[T]{
				name:  "CrossEntropyGradient",
				shape: scores.Shape(),
				roles: []role{whole, whole, order},
				images: func(scoresGradient []T, in inputs[T], first, last int) {
					part, share := someSamples(axis, first, last), T(last-first)/T(axis.Outer)
					lanes, size := axis.Inner, axis.Size*axis.Inner
					kernel.CrossEntropyGradient(part, scoresGradient, probabilities[first*size:last*size], in.labels[first*lanes:last*lanes],
						smoothing, in.float[0][0]*share)
				},
			}, lossGradient, labels, loss)
			return gorgonia.Nodes{gradient}, err
		},
	}, scores, labels)
}
