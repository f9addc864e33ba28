package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

// GroupNorm is (x - mean) / sqrt(variance + epsilon) * scale + shift, with mean and variance taken over each sample's groups of
// neighbouring channels (Wu and He, 2018). x has shape (N, C, ...), scale and shift (C); groups divides C. Output shape: that of x.
// Gradient: of x, scale and shift.
func GroupNorm(x, scale, shift *Node, groups int, epsilon float64) (*Node, error) {
	c, err := channelsOf(x)
	if err != nil {
		return nil, err
	}
	if groups < 1 || c.Channels%groups != 0 {
		return nil, errors.Errorf("received %d groups for %d channels, expected a divisor", groups, c.Channels)
	}
	if err := expectAffine(scale, shift, c.Channels); err != nil {
		return nil, err
	}
	return byType(x,
		func() (*Node, error) { return groupNorm(c, groups, x, scale, shift, float32(epsilon)) },
		func() (*Node, error) { return groupNorm(c, groups, x, scale, shift, epsilon) })
}

func groupNorm[T kernel.Float](c kernel.Channels, groups int, x, scale, shift *Node, epsilon T) (*Node, error) {
	mean, inverse := make([]T, c.Batch*groups), make([]T, c.Batch*groups)
	return normalise(normalisation[T]{
		name: "GroupNorm",
		forward: func(output, x, scale, shift []T, first, last int) {
			kernel.GroupNorm(someImages(c, first, last), groups, output, x, scale, shift, mean[first*groups:last*groups],
				inverse[first*groups:last*groups], epsilon)
		},
		inputGradient: func(inputGradient, outputGradient, x, scale []T, first, last int) {
			kernel.GroupNormInputGradient(someImages(c, first, last), groups, inputGradient, outputGradient, x, scale,
				mean[first*groups:last*groups], inverse[first*groups:last*groups])
		},
		scaleGradient: func(scaleGradient, outputGradient, x []T) {
			kernel.GroupNormScaleGradient(c, groups, scaleGradient, outputGradient, x, mean, inverse)
		},
		shiftGradient: func(shiftGradient, outputGradient []T) { kernel.ChannelSum(c, shiftGradient, outputGradient) },
	}, x, scale, shift)
}
