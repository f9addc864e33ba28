package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// CrossEntropyDense is CrossEntropy with a probability for every class instead of a label: the mean over all samples of -sum(target *
// log(SoftMax(scores))). targets has the shape of scores. The output is a scalar. Gradient: of the scores.
func CrossEntropyDense(scores, targets *Node, smoothing float64) (*Node, error) {
	axis, err := classAxis(scores)
	if err != nil {
		return nil, err
	}
	if err := expectSame(scores, targets); err != nil {
		return nil, err
	}
	if err := checkSmoothing(smoothing); err != nil {
		return nil, err
	}
	return byType(scores,
		func() (*Node, error) { return crossEntropyDense(axis, scores, targets, float32(smoothing)) },
		func() (*Node, error) { return crossEntropyDense(axis, scores, targets, smoothing) })
}

func crossEntropyDense[T kernel.Float](axis kernel.Axis, scores, targets *Node, smoothing T) (*Node, error) {
	probabilities := make([]T, scores.Shape().TotalSize())
	return apply(definition[T]{
		name: "CrossEntropyDense",
		forward: func(loss []T, in inputs[T]) error {
			loss[0] = kernel.CrossEntropyDense(axis, probabilities, in.float[0], in.float[1], smoothing)
			return nil
		},
		differentiable: 1,
		gradient: func(loss, lossGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			gradient, err := apply(definition[T]{
				name:  "CrossEntropyDenseGradient",
				shape: scores.Shape(),
				roles: []role{whole, byImage, order},
				images: func(scoresGradient []T, in inputs[T], first, last int) {
					size, share := axis.Size*axis.Inner, T(last-first)/T(axis.Outer)
					kernel.CrossEntropyDenseGradient(someSamples(axis, first, last), scoresGradient, probabilities[first*size:last*size],
						in.float[1], smoothing, in.float[0][0]*share)
				},
			}, lossGradient, targets, loss)
			return gorgonia.Nodes{gradient}, err
		},
	}, scores, targets)
}
