package op

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// BatchNormSettings are the constants of a batch normalisation.
type BatchNormSettings struct {
	// RunningMean and RunningVariance, of shape (C), are the statistics for evaluation. A training run updates them in place.
	RunningMean, RunningVariance *tensor.Dense
	Training                     bool
	Epsilon                      float64 // added to the variance
	Momentum                     float64 // weight of the new batch in the running statistics
}

// BatchNorm is (x - mean) / sqrt(variance + epsilon) * scale + shift for each channel (Ioffe and Szegedy, 2015). x has shape (N, C, ...),
// scale and shift (C). In training, mean and variance are those of the batch, and the running statistics become (1-momentum) * running +
// momentum * batch, with the variance of the population that the batch is a sample of (n/(n-1)). In evaluation they are the running
// statistics. Output shape: that of x. Gradient: of x, scale and shift, in both modes.
func BatchNorm(x, scale, shift *Node, s BatchNormSettings) (*Node, error) {
	c, err := channelsOf(x)
	if err != nil {
		return nil, err
	}
	if err := expectAffine(scale, shift, c.Channels); err != nil {
		return nil, err
	}
	for _, running := range []*tensor.Dense{s.RunningMean, s.RunningVariance} {
		if err := expectRunning(running, x.Dtype(), c.Channels); err != nil {
			return nil, err
		}
	}
	return byType(x,
		func() (*Node, error) { return declareBatchNorm[float32](c, x, scale, shift, s) },
		func() (*Node, error) { return declareBatchNorm[float64](c, x, scale, shift, s) })
}

// expectAffine returns an error unless scale and shift have the given shape.
func expectAffine(scale, shift *Node, shape ...int) error {
	if err := expectShape("scale", scale, shape...); err != nil {
		return err
	}
	return expectShape("shift", shift, shape...)
}

// expectRunning returns an error unless a running statistic can be updated in place.
func expectRunning(d *tensor.Dense, dtype tensor.Dtype, channels int) error {
	switch {
	case d == nil:
		return errors.Errorf("received no running statistics, expected a tensor of shape (%d) and type %v", channels, dtype)
	case d.Dtype() != dtype || !slices.Equal(d.Shape(), tensor.Shape{channels}):
		return errors.Errorf("received running statistics of %s, expected shape (%d) and type %v", describe(d), channels, dtype)
	case !isRowMajor(d):
		return errors.New("received running statistics that are a view with gaps, which cannot be updated in place: expected a tensor of their own")
	}
	return nil
}

// batchNorm is the state that the forward operator shares with its gradients.
type batchNorm[T kernel.Float] struct {
	kernel.Channels
	training                     bool
	epsilon, momentum            T
	mean, variance               []T // used in the latest run: of the batch in training, else the running ones
	runningMean, runningVariance []T
}

func declareBatchNorm[T kernel.Float](c kernel.Channels, x, scale, shift *Node, s BatchNormSettings) (*Node, error) {
	b := &batchNorm[T]{Channels: c, training: s.Training, epsilon: T(s.Epsilon), momentum: T(s.Momentum)}
	var err error
	if b.runningMean, err = denseFloats[T](s.RunningMean); err != nil {
		return nil, err
	}
	if b.runningVariance, err = denseFloats[T](s.RunningVariance); err != nil {
		return nil, err
	}
	b.mean, b.variance = b.runningMean, b.runningVariance
	if b.training {
		b.mean, b.variance = make([]T, c.Channels), make([]T, c.Channels)
	}
	return apply(definition[T]{
		name:           "BatchNorm",
		shape:          x.Shape(),
		forward:        b.forward,
		differentiable: 3,
		gradient: func(output, outputGradient *Node) (gorgonia.Nodes, error) {
			return b.gradients(x, scale, output, outputGradient)
		},
	}, x, scale, shift)
}

func (b *batchNorm[T]) forward(output []T, in inputs[T]) error {
	x, scale, shift := in.float[0], in.float[1], in.float[2]
	if b.training {
		kernel.BatchNormStatistics(b.Channels, b.mean, b.variance, x)
		kernel.UpdateRunning(b.runningMean, b.mean, b.momentum, 1)
		kernel.UpdateRunning(b.runningVariance, b.variance, b.momentum, b.unbiased())
	}
	kernel.BatchNorm(b.Channels, output, x, scale, shift, b.mean, b.variance, b.epsilon)
	return nil
}

// unbiased is n/(n-1), which turns the variance of a batch of n elements into an estimate for the population. One element allows no
// estimate; its variance, 0, is kept.
func (b *batchNorm[T]) unbiased() T {
	n := b.Batch * b.Size
	if n < 2 {
		return 1
	}
	return T(n) / T(n-1)
}

// gradients declares the gradients of x, scale and shift. The output is an input of the first so that the forward pass, which sets the
// statistics, runs before it; the others depend on the first.
func (b *batchNorm[T]) gradients(x, scale, output, outputGradient *Node) (gorgonia.Nodes, error) {
	scaleGradient, err := apply(definition[T]{
		name:  "BatchNormScaleGradient",
		shape: scale.Shape(),
		forward: func(scaleGradient []T, in inputs[T]) error {
			kernel.BatchNormScaleGradient(b.Channels, scaleGradient, in.float[0], in.float[1], b.mean, b.variance, b.epsilon)
			return nil
		},
	}, outputGradient, x, output)
	if err != nil {
		return nil, err
	}
	shiftGradient, err := channelSum[T]("BatchNormShiftGradient", outputGradient)
	if err != nil {
		return nil, err
	}
	inputGradient, err := apply(definition[T]{
		name:    "BatchNormInputGradient",
		shape:   x.Shape(),
		forward: b.inputGradient,
	}, outputGradient, x, scale, scaleGradient, shiftGradient)
	return gorgonia.Nodes{inputGradient, scaleGradient, shiftGradient}, err
}

func (b *batchNorm[T]) inputGradient(inputGradient []T, in inputs[T]) error {
	outputGradient, x, scale, scaleGradient, shiftGradient := in.float[0], in.float[1], in.float[2], in.float[3], in.float[4]
	if b.training {
		kernel.BatchNormInputGradient(b.Channels, b.Batch*b.Size, inputGradient, outputGradient, x, scale, scaleGradient, shiftGradient,
			b.mean, b.variance, b.epsilon)
	} else {
		kernel.BatchNormFixedInputGradient(b.Channels, inputGradient, outputGradient, scale, b.variance, b.epsilon)
	}
	return nil
}
