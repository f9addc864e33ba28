package graph

import (
	"github.com/pkg/errors"
	"gorgonia.org/tensor"
)

// Layer is one layer of a graph, as a summary lists it.
type Layer struct {
	Path         string // of the scope it was declared in
	Kind         string // "Conv2d"
	Output       tensor.Shape
	Parameters   int   // values of its parameters
	MultiplyAdds int64 // of one sample's forward pass

	inputs []*Node
	output *Node
}

// Layer declares a layer of your own. build makes its node, with functions of Gorgonia or of graph/op; a panic in it is an error of the
// graph. The layer's parameters are those that build declares through s.Parameter.
func (s *Scope) Layer(kind string, build func() (*Node, error), inputs ...*Node) *Node {
	return s.layer(kind, func(*Layer) (*Node, error) { return build() }, inputs...)
}

// layer declares a layer: it checks the inputs, calls build unless the graph has failed already, and notes the layer down.
func (s *Scope) layer(kind string, build func(l *Layer) (*Node, error), inputs ...*Node) *Node {
	if len(inputs) == 0 {
		s.Fail(kind, errors.New("received no input, expected at least one node"))
		return nil
	}
	d := s.declaration
	if d.err != nil {
		return inputs[0]
	}
	for i, x := range inputs {
		if x == nil || x.Graph() != d.graph {
			s.Fail(kind, errors.Errorf("input %d is nil or a node of another graph: a network may use only nodes made from its Scope", i))
			return inputs[0]
		}
	}
	l := &Layer{Path: s.path, Kind: kind, inputs: inputs}
	before, nodes := len(d.parameters), len(d.graph.AllNodes())
	node, err := guard(func() (*Node, error) { return build(l) })
	if err == nil && d.err == nil && node == nil {
		err = errors.New("the layer made no node")
	}
	if err != nil {
		s.Fail(kind, err)
	}
	if d.err != nil {
		return inputs[0]
	}
	for _, p := range d.parameters[before:] {
		l.Parameters += p.value.Shape().TotalSize()
	}
	d.attribute(nodes, s.path)
	l.Output, l.output = node.Shape(), node
	d.layers = append(d.layers, l)
	return node
}

// attribute notes down that the nodes from a place on belong to the layer of that path.
func (d *declaration) attribute(from int, path string) {
	for _, n := range d.graph.AllNodes()[from:] {
		d.paths[n] = path
	}
}

// guard turns a panic, which Gorgonia uses here and there, into an error.
func guard(build func() (*Node, error)) (node *Node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = errors.Errorf("%v", cause)
		}
	}()
	return build()
}
