package graph

import (
	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
)

// Rectify is max(0, x), element by element. Output shape: that of x.
func (s *Scope) Rectify(x *Node) *Node {
	return s.either("Rectify", x, op.Rectify, gorgonia.Rectify)
}

// LeakyRectify is x where x > 0 and slope*x elsewhere; 0.01 is usual. Output shape: that of x.
func (s *Scope) LeakyRectify(x *Node, slope float64) *Node {
	return s.either("LeakyRectify", x,
		func(x *Node) (*Node, error) { return op.LeakyRectify(x, slope) },
		func(x *Node) (*Node, error) { return gorgonia.LeakyRelu(x, slope) })
}

// Rectify6 is min(max(0, x), 6), element by element. Output shape: that of x.
func (s *Scope) Rectify6(x *Node) *Node {
	return s.own("Rectify6", "is missing", x, func() (*Node, error) { return op.Rectify6(x) })
}

// Sigmoid is 1/(1+exp(-x)), element by element. Output shape: that of x.
func (s *Scope) Sigmoid(x *Node) *Node {
	return s.either("Sigmoid", x, op.Sigmoid, gorgonia.Sigmoid)
}

// Tanh is the hyperbolic tangent, element by element. Output shape: that of x.
func (s *Scope) Tanh(x *Node) *Node {
	return s.either("Tanh", x, op.Tanh, gorgonia.Tanh)
}

// SiLU is x/(1+exp(-x)), element by element. Output shape: that of x.
func (s *Scope) SiLU(x *Node) *Node {
	return s.own("SiLU", "is missing", x, func() (*Node, error) { return op.SiLU(x) })
}

// GELU is x times the cumulative distribution function of the normal distribution, element by element. Output shape: that of x.
func (s *Scope) GELU(x *Node) *Node {
	return s.own("GELU", "is missing", x, func() (*Node, error) { return op.GELU(x) })
}

// SoftMax is exp(x) / sum(exp(x)) over the second axis: the classes of (N, C), the channels of (N, C, H, W). Output shape: that of x. For
// training use CrossEntropy on the scores instead: it is more accurate.
func (s *Scope) SoftMax(x *Node) *Node {
	return s.either("SoftMax", x, op.SoftMax, stockSoftMax)
}

// LogSoftMax is the logarithm of SoftMax, safe for scores of any size. Output shape: that of x.
func (s *Scope) LogSoftMax(x *Node) *Node {
	return s.own("LogSoftMax", "is wrong for large scores and gives way to SoftMax's node", x, func() (*Node, error) { return op.LogSoftMax(x) })
}
