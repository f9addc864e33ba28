// Package op holds Reef's own operators for Gorgonia's expression graphs, each with its gradient.
//
// An operator is declared by a function from nodes to a node, such as Rectify(x). The function checks shapes and element types and returns
// an error that says what was received and what was expected; it never panics. Images are in NCHW order.
//
// Invariants, which the stock operators do not all keep:
//   - An operator owns its output and writes to it at every run: nothing is allocated in the steady state.
//   - It never writes to an input, and never returns one or a view of one.
//   - It is never merged with another by hash, so it can own state (the places of maxima, the masks of dropout).
//   - A panic in a kernel becomes an error with the operator's name instead of ending the process.
//
// Operators compute in float32 or float64, whichever their inputs have. Second derivatives are not offered: the gradient operators cannot
// be differentiated again.
package op

import (
	"fmt"
	"hash"

	"github.com/chewxy/hm"
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Node is a node of Gorgonia's expression graph.
type Node = gorgonia.Node

// A definition says what one operator computes.
type definition[T kernel.Float] struct {
	name    string
	shape   tensor.Shape // of the output; empty for a scalar
	forward func(output []T, in inputs[T]) error

	// differentiable is the number of inputs, counted from the first, that have a gradient. The rest are labels and other constants.
	differentiable int
	// gradient declares the gradients of the differentiable inputs, given the output and the gradient that arrives there.
	gradient func(output, outputGradient *Node) (gorgonia.Nodes, error)
}

// inputs are the values of an operator's inputs in one run, in the order of its arguments.
type inputs[T kernel.Float] struct {
	float  [][]T
	labels []int // the one input of integers, if there is one
}

// operator implements gorgonia.SDOp for a definition.
type operator[T kernel.Float] struct {
	definition[T]
	serial uint32 // differs from that of every other operator of the graph
	types  []hm.Type
	shapes []tensor.Shape
	in     inputs[T]
	output []T
	value  gorgonia.Value // what Do returns: a header over output
}

var (
	_ gorgonia.SDOp = (*operator[float32])(nil)
	_ gorgonia.SDOp = (*operator[float64])(nil)
)

// apply adds an operator to the graph of its inputs.
func apply[T kernel.Float](d definition[T], in ...*Node) (*Node, error) {
	o := &operator[T]{definition: d, serial: uint32(len(in[0].Graph().AllNodes()) + 1)}
	for _, x := range in {
		o.types = append(o.types, x.Type())
		o.shapes = append(o.shapes, x.Shape())
		if x.Dtype() != tensor.Int {
			o.in.float = append(o.in.float, nil)
		}
	}
	node, err := gorgonia.ApplyOp(o, in...)
	return node, errors.Wrap(err, d.name)
}

// byType calls the constructor for the element type of x.
func byType(x *Node, float32, float64 func() (*Node, error)) (*Node, error) {
	switch x.Dtype() {
	case tensor.Float32:
		return float32()
	case tensor.Float64:
		return float64()
	}
	return nil, errors.Errorf("received elements of type %v, expected float32 or float64", x.Dtype())
}

// Owned tells whether the node's value belongs to an operator of this package, so that it stays until that operator runs again.
func Owned(x *Node) bool {
	switch x.Op().(type) {
	case *operator[float32], *operator[float64]:
		return true
	}
	return false
}

// Do runs the operator.
func (o *operator[T]) Do(values ...gorgonia.Value) (result gorgonia.Value, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = errors.Errorf("%s: %v", o.name, cause)
		}
	}()
	if err := o.read(values); err != nil {
		return nil, errors.Wrap(err, o.name)
	}
	if o.output == nil { // an operator that no output depends on never gets here, and needs no memory
		o.output = make([]T, o.shape.TotalSize())
	}
	if err := o.forward(o.output, o.in); err != nil {
		return nil, errors.Wrap(err, o.name)
	}
	o.wrap()
	return o.value, nil
}

// read points o.in at the values.
func (o *operator[T]) read(values []gorgonia.Value) error {
	if len(values) != len(o.shapes) {
		return errors.Errorf("received %d inputs, expected %d", len(values), len(o.shapes))
	}
	place := 0
	for i, v := range values {
		if v == nil || v.Shape().TotalSize() != o.shapes[i].TotalSize() {
			return errors.Errorf("input %d is %v, expected a value of shape %v", i, v, o.shapes[i])
		}
		if v.Dtype() == tensor.Int {
			labels, err := labelsOf(v)
			if err != nil {
				return errors.Wrapf(err, "input %d", i)
			}
			o.in.labels = labels
			continue
		}
		floats, err := floatsOf[T](v)
		if err != nil {
			return errors.Wrapf(err, "input %d", i)
		}
		o.in.float[place] = floats
		place++
	}
	return nil
}

// wrap makes o.value show o.output under the declared shape. A stock operator that consumed the value may have reshaped its header.
func (o *operator[T]) wrap() {
	if len(o.shape) == 0 {
		switch x := any(o.output[0]).(type) {
		case float32:
			o.value = gorgonia.NewF32(x)
		case float64:
			o.value = gorgonia.NewF64(x)
		}
		return
	}
	if o.value == nil || !o.value.Shape().Eq(o.shape) {
		o.value = tensor.New(tensor.WithShape(o.shape...), tensor.WithBacking(o.output))
	}
}

// DiffWRT tells which inputs have a gradient.
func (o *operator[T]) DiffWRT(n int) []bool {
	which := make([]bool, n)
	for i := range min(n, o.differentiable) {
		which[i] = true
	}
	return which
}

// SymDiff declares the gradients of the inputs.
func (o *operator[T]) SymDiff(in gorgonia.Nodes, output, outputGradient *Node) (gorgonia.Nodes, error) {
	if o.gradient == nil {
		return nil, errors.Errorf("%s has no gradient", o.name)
	}
	gradients, err := o.gradient(output, outputGradient)
	if err != nil {
		return nil, errors.Wrapf(err, "gradient of %s", o.name)
	}
	return append(gradients, make(gorgonia.Nodes, len(in)-len(gradients))...), nil
}

// Type is the function type of the operator. It is concrete, since shapes and element types are known when it is declared.
func (o *operator[T]) Type() hm.Type {
	var zero T
	var result hm.Type = dtypeOf(zero)
	if len(o.shape) > 0 {
		result = gorgonia.TensorType{Dims: len(o.shape), Of: result}
	}
	return hm.NewFnType(append(append([]hm.Type{}, o.types...), result)...)
}

func dtypeOf(zero any) tensor.Dtype {
	if _, ok := zero.(float32); ok {
		return tensor.Float32
	}
	return tensor.Float64
}

// Arity is the number of inputs.
func (o *operator[T]) Arity() int { return len(o.types) }

// InferShape returns the output's shape, which was settled when the operator was declared.
func (o *operator[T]) InferShape(...gorgonia.DimSizer) (tensor.Shape, error) {
	return o.shape.Clone(), nil
}

// ReturnsPtr says that the result is a pointer to memory that outlives the call.
func (o *operator[T]) ReturnsPtr() bool { return true }

// CallsExtern is false: the machine must not allocate an output.
func (o *operator[T]) CallsExtern() bool { return false }

// OverwritesInput is -1: inputs are read only.
func (o *operator[T]) OverwritesInput() int { return -1 }

// WriteHash writes the serial number.
func (o *operator[T]) WriteHash(h hash.Hash) { fmt.Fprintf(h, "reef %s %d", o.name, o.serial) }

// Hashcode is the serial number itself: Gorgonia merges nodes only if it is equal, and it never is.
func (o *operator[T]) Hashcode() uint32 { return o.serial }

// String is the operator's name.
func (o *operator[T]) String() string { return o.name }
