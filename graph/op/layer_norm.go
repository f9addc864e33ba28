package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

// LayerNorm is (x - mean) / sqrt(variance + epsilon) * scale + shift, with mean and variance taken over the trailing axes of each sample
// (Ba, Kiros and Hinton, 2016). scale and shift have the shape of those axes. Output shape: that of x. Gradient: of x, scale and shift.
func LayerNorm(x, scale, shift *Node, epsilon float64) (*Node, error) {
	s := x.Shape()
	axes := len(scale.Shape())
	if axes < 1 || axes >= len(s) {
		return nil, errors.Errorf("received a scale of shape %v for an input of shape %v, expected the input's last axes, but not all", scale.Shape(), s)
	}
	if err := expectAffine(scale, shift, s[len(s)-axes:]...); err != nil {
		return nil, err
	}
	r := kernel.Rows{Rows: s[:len(s)-axes].TotalSize(), Columns: s[len(s)-axes:].TotalSize()}
	return byType(x,
		func() (*Node, error) { return layerNorm(r, x, scale, shift, float32(epsilon)) },
		func() (*Node, error) { return layerNorm(r, x, scale, shift, epsilon) })
}

func layerNorm[T kernel.Float](r kernel.Rows, x, scale, shift *Node, epsilon T) (*Node, error) {
	mean, inverse := make([]T, r.Rows), make([]T, r.Rows)
	rows := r.Rows / entries(x.Shape()) // of a sample
	columns := kernel.Channels{Batch: r.Rows, Channels: r.Columns, Size: 1}
	return normalise(normalisation[T]{
		name: "LayerNorm",
		forward: func(output, x, scale, shift []T, first, last int) {
			some := kernel.Rows{Rows: (last - first) * rows, Columns: r.Columns}
			kernel.LayerNorm(some, output, x, scale, shift, mean[first*rows:last*rows], inverse[first*rows:last*rows], epsilon)
		},
		inputGradient: func(inputGradient, outputGradient, x, scale []T, first, last int) {
			some := kernel.Rows{Rows: (last - first) * rows, Columns: r.Columns}
			kernel.LayerNormInputGradient(some, inputGradient, outputGradient, x, scale, mean[first*rows:last*rows],
				inverse[first*rows:last*rows])
		},
		scaleGradient: func(scaleGradient, outputGradient, x []T) {
			kernel.LayerNormScaleGradient(r, scaleGradient, outputGradient, x, mean, inverse)
		},
		shiftGradient: func(shiftGradient, outputGradient []T) { kernel.ChannelSum(columns, shiftGradient, outputGradient) },
	}, x, scale, shift)
}
