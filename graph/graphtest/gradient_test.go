package graphtest_test

import (
	"fmt"
	"hash"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/graph/graphtest"
	"gorgonia.org/gorgonia"
)

// almost is an operator whose gradients are a hundredth too large.
type almost struct{ gorgonia.SDOp }

func (a almost) SymDiff(inputs gorgonia.Nodes, output, gradient *gorgonia.Node) (gorgonia.Nodes, error) {
	gradients, err := a.SDOp.SymDiff(inputs, output, gradient)
	for i, g := range gradients {
		if gradients[i], err = gorgonia.Mul(g, gorgonia.NewConstant(1.01)); err != nil {
			return nil, err
		}
	}
	return gradients, err
}

// Hashcode keeps Gorgonia from merging the operator with the one that it wraps.
func (a almost) Hashcode() uint32 { return a.SDOp.Hashcode() + 1<<16 }

// WriteHash is for the hash of the node.
func (a almost) WriteHash(h hash.Hash) {
	a.SDOp.WriteHash(h)
	fmt.Fprint(h, "almost")
}

// The check must find a gradient that is wrong by a hundredth.
func TestCheckGradientsFindsAWrongGradient(t *testing.T) {
	loss := func(wrap func(op gorgonia.SDOp) gorgonia.Op) func(s *graph.Scope) *graph.Node {
		return func(s *graph.Scope) *graph.Node {
			x := s.Parameter("x", graphtest.Normal, graph.Fan{}, 2, 3)
			right := s.Sigmoid(x)
			y := s.Layer("Wrapped", func() (*graph.Node, error) {
				return gorgonia.ApplyOp(wrap(right.Op().(gorgonia.SDOp)), x)
			}, x)
			return s.MeanSquaredError(y, s.Parameter("target", graphtest.Normal, graph.Fan{}, 2, 3))
		}
	}
	if err := graphtest.CheckGradients(graph.Settings{}, loss(func(op gorgonia.SDOp) gorgonia.Op { return op }), nil); err != nil {
		t.Errorf("the right gradient is refused: %v", err)
	}
	err := graphtest.CheckGradients(graph.Settings{}, loss(func(op gorgonia.SDOp) gorgonia.Op { return almost{op} }), nil)
	if err == nil || !strings.Contains(err.Error(), "x: the derivative") {
		t.Errorf("the wrong gradient is accepted: got the error %v", err)
	}
}
