package graph

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
)

// Norm holds the settings of a normalisation layer.
type Norm struct {
	Epsilon float64 // added to the variance; default 1e-5
	// Momentum is the weight of a new batch in the running statistics of BatchNorm: running = (1-Momentum)*running + Momentum*batch. Default 0.1.
	Momentum float64
	Scale    Initialiser // default Constant(1)
}

// BatchNorm normalises each channel to mean 0 and variance 1 over the batch, then scales and shifts it (Ioffe and Szegedy, 2015). In
// evaluation it uses the running mean and variance, which live in the store. x has shape (N, C) or (N, C, H, W); the parameters are scale (C) and
// shift (C), the running state running_mean (C) and running_variance (C). Output shape: that of x. The convention for Momentum is PyTorch's; Keras' is 1
// minus it.
func (s *Scope) BatchNorm(x *Node, n Norm) *Node {
	return s.own("BatchNorm", "loses its running statistics", x, func() (*Node, error) {
		if len(x.Shape()) < 2 {
			return nil, errors.Errorf("received an input of shape %v, expected (N, C) or (N, C, H, W)", x.Shape())
		}
		channels := x.Shape()[1]
		scale, shift, err := s.affine(n, channels)
		if err != nil {
			return nil, err
		}
		store := s.declaration.store
		mean, err := store.running(s.join("running_mean"), []int{channels}, 0)
		if err != nil {
			return nil, err
		}
		variance, err := store.running(s.join("running_variance"), []int{channels}, 1)
		if err != nil {
			return nil, err
		}
		return op.BatchNorm(x, scale, shift, op.BatchNormSettings{
			RunningMean: mean, RunningVariance: variance, Training: s.Mode() == Training,
			Epsilon: cmp.Or(n.Epsilon, 1e-5), Momentum: cmp.Or(n.Momentum, 0.1),
		})
	})
}

// affine declares the scale and shift of a normalisation.
func (s *Scope) affine(n Norm, shape ...int) (scale, shift *Node, err error) {
	if scale, err = s.parameter("scale", n.Scale.or(Constant(1)), Fan{}, shape...); err != nil {
		return nil, nil, err
	}
	shift, err = s.parameter("shift", Zeros, Fan{}, shape...)
	return scale, shift, err
}
