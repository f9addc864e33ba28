// Package op holds Reef's own operators for Gorgonia's expression graphs, each with its gradient.
//
// An operator is declared by a function from nodes to a node, such as Rectify(x). The function checks shapes and element types and returns
// an error that says what was received and what was expected; it never panics unless a node is nil (only a bias may be). Images are in
// NCHW order.
//
// Invariants, which the stock operators do not all keep:
//   - An operator owns its output and writes to it at every run: nothing is allocated in the steady state.
//   - It never writes to an input, and never returns one or a view of one, unless Plan, which sees the whole program, has found that nothing
//     can notice. It reads an input by the places of its elements, in whatever order a view has them in memory.
//   - It is never merged with another by hash, so it can own state (the places of maxima, the masks of dropout).
//   - A panic in a kernel becomes an error with the operator's name instead of ending the process.
//
// Operators know nothing of each other when they are declared. Of a program that is complete, Fuse spares those their outputs that only one
// other reads, image by image, and Plan lets outputs share memory that are not needed at the same time.
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
	"github.com/reefml/reef/internal/scratch"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Node is a node of Gorgonia's expression graph.
type Node = gorgonia.Node

// A definition says what one operator computes, by either forward or images.
type definition[T kernel.Float] struct {
	name  string
	shape tensor.Shape // of the output; empty for a scalar
	roles []role       // of the inputs; default: all whole for forward, all byImage for images

	// forward computes the output at once.
	forward func(output []T, in inputs[T]) error

	// images computes images [first, last) of the output, which is cut to them, as are the inputs that are byImage or stored. It is called
	// from several goroutines at once. Images are the entries of the first axis; any other cut would do. prepare, unless it is nil, runs once
	// before them; of the inputs it sees those that are whole or stored.
	images  func(output []T, in inputs[T], first, last int)
	prepare func(in inputs[T]) error

	// filled is memory that another operator fills before this one runs, which then computes nothing: a further output of that operator.
	filled []T

	inPlace    bool  // images may write over the first input
	view       bool  // the output is the first input under another shape
	cheap      bool  // images takes no longer than reading and writing the numbers
	group      int   // number of images that images works on best at a time; 0: by size
	arithmetic int64 // additions and multiplications of a run, as far as they count

	// differentiable is the number of inputs, counted from the first, that have a gradient. The rest are labels and other constants.
	differentiable int
	// gradient declares the gradients of the differentiable inputs, given the output and the gradient that arrives there. It may leave out
	// those that are not wanted.
	gradient func(output, outputGradient *Node, wanted []bool) (gorgonia.Nodes, error)
}

// inputs are the values of an operator's inputs in one run, in the order of its arguments.
type inputs[T kernel.Float] struct {
	float  [][]T
	labels []int // the one input of integers, if there is one

	// pull returns images of the inputs that forward reads byImage: those in memory, or those that it makes in the buffer.
	pull []func(first, last int, buffer []T) []T
}

// operator implements gorgonia.SDOp for a definition.
type operator[T kernel.Float] struct {
	definition[T]
	serial    uint32 // differs from that of every other operator of the graph
	arguments []argument[T]
	in        inputs[T]
	output    []T
	value     gorgonia.Value // what Do returns: a header over output

	fused  bool // computes nothing by itself: see fuse.go
	alias  bool // the output is the memory of the first input, which is an input of the graph: see plan.go
	frames scratch.Pool[frame[T]]
	body   func(first, last int) // what run does for a group, kept so that it is allocated once
	timing timing
}

// An argument is what an operator was declared for: every run must bring the same.
type argument[T kernel.Float] struct {
	kind     hm.Type
	dtype    tensor.Dtype
	shape    tensor.Shape
	role     role
	place    int          // among the inputs of floats
	producer *operator[T] // that is fused into this operator; nil: the argument is in memory
}

var (
	_ gorgonia.SDOp = (*operator[float32])(nil)
	_ gorgonia.SDOp = (*operator[float64])(nil)
)

// apply adds an operator to the graph of its inputs.
func apply[T kernel.Float](d definition[T], in ...*Node) (*Node, error) {
	o := &operator[T]{definition: d, serial: uint32(len(in[0].Graph().AllNodes()) + 1)}
	for i, x := range in {
		a := argument[T]{kind: x.Type(), dtype: x.Dtype(), shape: x.Shape(), role: d.role(i), place: len(o.in.float)}
		if err := d.check(i, a); err != nil {
			return nil, errors.Wrap(err, d.name)
		}
		o.arguments = append(o.arguments, a)
		if a.dtype != tensor.Int {
			o.in.float = append(o.in.float, nil)
		}
	}
	for i := range o.arguments {
		if a := &o.arguments[i]; a.dtype != tensor.Int {
			o.in.pull = append(o.in.pull, func(first, last int, buffer []T) []T { return o.pull(a, first, last, buffer) })
		}
	}
	node, err := gorgonia.ApplyOp(o, in...)
	return node, errors.Wrap(err, d.name)
}

// check returns an error unless the argument at a place has elements, of type T. Those without a gradient may be integers.
func (d definition[T]) check(place int, a argument[T]) error {
	if want := dtypeOf[T](); a.dtype != want && (place < d.differentiable || a.dtype != tensor.Int) {
		return errors.Errorf("received input %d of type %v, expected %v: the inputs are of one element type", place, a.dtype, want)
	}
	for _, size := range a.shape {
		if size < 1 {
			return errors.Errorf("received input %d of shape %v, expected sizes of at least 1", place, a.shape)
		}
	}
	return nil
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
	return o.gradients(in, output, outputGradient, o.DiffWRT(len(in)))
}

// Gradients declares the gradients of those inputs of an operator for which they are wanted; others may be nil. operator computes output
// from the inputs; only those that DiffWRT tells of can be wanted.
func Gradients(operator gorgonia.SDOp, in gorgonia.Nodes, output, outputGradient *Node, wanted []bool) (gorgonia.Nodes, error) {
	if o, ok := operator.(interface {
		gradients(in gorgonia.Nodes, output, outputGradient *Node, wanted []bool) (gorgonia.Nodes, error)
	}); ok {
		return o.gradients(in, output, outputGradient, wanted)
	}
	return operator.SymDiff(in, output, outputGradient)
}

// gradients declares the gradients of those inputs for which they are wanted; others may be nil.
func (o *operator[T]) gradients(in gorgonia.Nodes, output, outputGradient *Node, wanted []bool) (gorgonia.Nodes, error) {
	if o.gradient == nil {
		return nil, errors.Errorf("%s has no gradient", o.name)
	}
	gradients, err := o.gradient(output, outputGradient, wanted)
	if err != nil {
		return nil, errors.Wrapf(err, "gradient of %s", o.name)
	}
	return append(gradients, make(gorgonia.Nodes, len(in)-len(gradients))...), nil
}

// Type is the function type of the operator. It is concrete, since shapes and element types are known when it is declared.
func (o *operator[T]) Type() hm.Type {
	var kinds []hm.Type
	for _, a := range o.arguments {
		kinds = append(kinds, a.kind)
	}
	var result hm.Type = dtypeOf[T]()
	if len(o.shape) > 0 {
		result = gorgonia.TensorType{Dims: len(o.shape), Of: result}
	}
	return hm.NewFnType(append(kinds, result)...)
}

// dtypeOf is Gorgonia's name for the type T.
func dtypeOf[T kernel.Float]() tensor.Dtype {
	if _, ok := any(T(0)).(float32); ok {
		return tensor.Float32
	}
	return tensor.Float64
}

// Arity is the number of inputs.
func (o *operator[T]) Arity() int { return len(o.arguments) }

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
