package graph

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// stock tells whether layers are made of Gorgonia's own operators.
func (s *Scope) stock() bool { return s.declaration.settings.Operators == Stock }

// own declares a layer of one input for which Gorgonia has no right operator. fault says what is wrong with Gorgonia's.
func (s *Scope) own(kind, fault string, x *Node, build func() (*Node, error)) *Node {
	return s.layer(kind, func(*Layer) (*Node, error) {
		if s.stock() {
			return nil, errors.Errorf("Gorgonia's operator %s: use the fast operators", fault)
		}
		return build()
	}, x)
}

// either declares a layer of one input that both sets have.
func (s *Scope) either(kind string, x *Node, fast, stock func(x *Node) (*Node, error)) *Node {
	return s.layer(kind, func(*Layer) (*Node, error) {
		if s.stock() {
			return stock(x)
		}
		return fast(x)
	}, x)
}

// stockConv2d is Gorgonia's Conv2d, which takes no groups and pads both ends of an axis alike.
func stockConv2d(x, weight, bias *Node, w op.Window, groups int) (*Node, error) {
	if groups != 1 || w.Top != w.Bottom || w.Left != w.Right {
		return nil, errors.Errorf("Gorgonia's Conv2d has no groups (received %d) and pads both ends alike (received %+v): use the fast operators",
			groups, w)
	}
	y, err := gorgonia.Conv2d(x, weight, tensor.Shape{w.Height, w.Width}, []int{w.Top, w.Left},
		[]int{w.StrideHeight, w.StrideWidth}, []int{w.DilationHeight, w.DilationWidth})
	if err != nil || bias == nil {
		return y, err
	}
	// The operator of Gorgonia would return a view of the bias.
	row, err := op.Reshape(bias, 1, bias.Shape()[0], 1, 1)
	if err != nil {
		return nil, err
	}
	return gorgonia.BroadcastAdd(y, row, nil, []byte{0, 2, 3})
}

// stockDense is Gorgonia's Mul and BroadcastAdd.
func stockDense(x, weight, bias *Node) (*Node, error) {
	transposed, err := gorgonia.Transpose(weight, 1, 0)
	if err != nil {
		return nil, err
	}
	y, err := gorgonia.Mul(x, transposed)
	if err != nil || bias == nil {
		return y, err
	}
	row, err := op.Reshape(bias, 1, bias.Shape()[0])
	if err != nil {
		return nil, err
	}
	return gorgonia.BroadcastAdd(y, row, nil, []byte{0})
}

// stockMaxPool2D is Gorgonia's MaxPool2D, which pads both ends of an axis alike.
func stockMaxPool2D(x *Node, w op.Window) (*Node, error) {
	if w.Top != w.Bottom || w.Left != w.Right {
		return nil, errors.Errorf("Gorgonia's MaxPool2D is wrong where the two ends of an axis are padded differently (received %+v): use the fast operators",
			w)
	}
	return gorgonia.MaxPool2D(x, tensor.Shape{w.Height, w.Width}, []int{w.Top, w.Left}, []int{w.StrideHeight, w.StrideWidth})
}

// stockSoftMax is Gorgonia's SoftMax, which is right on matrices with scores of moderate size.
func stockSoftMax(x *Node) (*Node, error) {
	if len(x.Shape()) != 2 {
		return nil, errors.Errorf("Gorgonia's SoftMax is used on (N, C) only, received shape %v: use the fast operators", x.Shape())
	}
	return gorgonia.SoftMax(x)
}
