package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// Dense is the product x * transpose(weight) + bias of a fully connected layer. x has shape (N, inputs), weight (outputs, inputs), bias
// (outputs) or is nil. Output shape: (N, outputs).
func Dense(x, weight, bias *Node) (*Node, error) {
	if err := expectDims(x, 2, "(N, inputs); flatten images first"); err != nil {
		return nil, err
	}
	if len(weight.Shape()) != 2 {
		return nil, errors.Errorf("received a weight of shape %v, expected (outputs, inputs)", weight.Shape())
	}
	if err := expectShape("weight", weight, weight.Shape()[0], x.Shape()[1]); err != nil {
		return nil, err
	}
	if bias != nil {
		if err := expectShape("bias", bias, weight.Shape()[0]); err != nil {
			return nil, err
		}
	}
	return byType(x,
		func() (*Node, error) { return dense[float32](x, weight, bias) },
		func() (*Node, error) { return dense[float64](x, weight, bias) })
}

func dense[T kernel.Float](x, weight, bias *Node) (*Node, error) {
	samples, in, out := x.Shape()[0], x.Shape()[1], weight.Shape()[0]
	forward := kernel.Product{M: samples, N: out, K: in, TransposeB: true}
	rows := kernel.Channels{Batch: samples, Channels: out, Size: 1}
	return apply(definition[T]{
		name:       "Dense",
		shape:      []int{samples, out},
		arithmetic: 2 * int64(samples) * int64(in) * int64(out),
		forward: func(output []T, in inputs[T]) error {
			kernel.MatMul(forward, output, in.float[0], in.float[1])
			if bias != nil {
				kernel.AddBias(rows, output, output, in.float[2])
			}
			return nil
		},
		differentiable: 3,
		gradient: func(_, outputGradient *Node, _ []bool) (gorgonia.Nodes, error) {
			inputGradient, err := matMul[T]("DenseInputGradient", outputGradient, weight, kernel.Product{M: samples, N: in, K: out})
			if err != nil {
				return nil, err
			}
			weightGradient, err := matMul[T]("DenseWeightGradient", outputGradient, x,
				kernel.Product{M: out, N: in, K: samples, TransposeA: true})
			if err != nil || bias == nil {
				return gorgonia.Nodes{inputGradient, weightGradient}, err
			}
			biasGradient, err := channelSum[T]("DenseBiasGradient", outputGradient)
			return gorgonia.Nodes{inputGradient, weightGradient, biasGradient}, err
		},
	}, withoutNil(x, weight, bias)...)
}

// matMul declares a product of two matrices that is not differentiated again. Output shape: (p.M, p.N).
func matMul[T kernel.Float](name string, a, b *Node, p kernel.Product) (*Node, error) {
	return apply(definition[T]{
		name:       name,
		shape:      []int{p.M, p.N},
		arithmetic: 2 * int64(p.M) * int64(p.N) * int64(p.K),
		forward:    func(output []T, in inputs[T]) error { kernel.MatMul(p, output, in.float[0], in.float[1]); return nil },
	}, a, b)
}

// channelSum declares the sum over all axes but the second: the gradient of a bias. Output shape: (C).
func channelSum[T kernel.Float](name string, x *Node) (*Node, error) {
	channels, err := channelsOf(x)
	if err != nil {
		return nil, err
	}
	return apply(definition[T]{
		name:    name,
		shape:   []int{channels.Channels},
		forward: func(output []T, in inputs[T]) error { kernel.ChannelSum(channels, output, in.float[0]); return nil },
	}, x)
}

// withoutNil returns the nodes that are there: a bias may be missing.
func withoutNil(nodes ...*Node) []*Node {
	kept := nodes[:0]
	for _, n := range nodes {
		if n != nil {
			kept = append(kept, n)
		}
	}
	return kept
}
