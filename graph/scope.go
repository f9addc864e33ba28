package graph

import (
	"fmt"

	"github.com/pkg/errors"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Scope is the place where layers are declared: a path in one graph. Its methods are the layers. A layer takes nodes and returns its
// output; after a first error they all return their input untouched, and Compile returns the error.
type Scope struct {
	path        string
	declaration *declaration
}

// declaration is what all scopes of one graph share.
type declaration struct {
	graph      *gorgonia.ExprGraph
	store      *Store
	settings   Settings
	inputs     map[string]*tensor.Dense
	parameters []parameter
	outputs    []output
	layers     []*Layer
	paths      map[*Node]string // of the layers that nodes belong to
	loss       *Node
	err        error
}

// parameter is a parameter of the store as it appears in one graph.
type parameter struct {
	node  *Node
	value *tensor.Dense // a header of this graph's own over the store's values
}

type output struct {
	name string
	node *Node
}

// In returns the scope of that name inside this one: s.In("block1").In("shortcut") has the path "block1/shortcut".
func (s *Scope) In(name string) *Scope {
	return &Scope{path: s.join(name), declaration: s.declaration}
}

func (s *Scope) join(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "/" + name
}

// Path is the scope's path. The outermost scope's is empty.
func (s *Scope) Path() string { return s.path }

// Mode is what this graph is for.
func (s *Scope) Mode() Mode { return s.declaration.settings.Mode }

// Err is the first error of the graph so far. A network need not ask: Compile returns it.
func (s *Scope) Err() error { return s.declaration.err }

// Input declares an input of the store's element type. The value is set through Program.Input, under the same name in every scope.
func (s *Scope) Input(name string, shape ...int) *Node {
	return s.input(name, s.declaration.store.dtype, shape)
}

// Labels declares an input of n integers: the numbers of classes.
func (s *Scope) Labels(name string, n int) *Node {
	return s.input(name, tensor.Int, []int{n})
}

func (s *Scope) input(name string, dtype tensor.Dtype, shape []int) *Node {
	d := s.declaration
	if _, ok := d.inputs[name]; ok {
		s.Fail("Input", errors.Errorf("%s is declared twice", name))
		return nil
	}
	for _, n := range shape {
		if n < 1 {
			s.Fail("Input", errors.Errorf("%s has shape %v, expected sizes of at least 1", name, shape))
			return nil
		}
	}
	value := tensor.New(tensor.Of(dtype), tensor.WithShape(shape...))
	d.inputs[name] = value
	return gorgonia.NewTensor(d.graph, dtype, len(shape), gorgonia.WithName("input "+name), gorgonia.WithShape(shape...),
		gorgonia.WithValue(value))
}

// Output names a node whose value Program.Output returns, under the same name in every scope.
func (s *Scope) Output(name string, x *Node) {
	if s.declaration.err == nil && x == nil {
		s.Fail("Output", errors.Errorf("received nil for %s", name))
	}
	s.declaration.outputs = append(s.declaration.outputs, output{name: name, node: x})
}

// Minimise names the loss, a scalar. The program computes its gradients by all parameters.
func (s *Scope) Minimise(loss *Node) {
	switch {
	case s.declaration.err != nil:
	case s.declaration.loss != nil:
		s.Fail("Minimise", errors.New("a graph has one loss: use Add to sum several"))
	case loss == nil || !loss.IsScalar():
		s.Fail("Minimise", errors.Errorf("received %v, expected a scalar loss", loss))
	default:
		s.declaration.loss = loss
	}
}

// Parameter finds or creates a parameter for a layer of your own: a tensor that the solver changes. Its path is the scope's, then name.
func (s *Scope) Parameter(name string, initialise Initialiser, fan Fan, shape ...int) *Node {
	if s.declaration.err != nil {
		return nil
	}
	node, err := s.parameter(name, initialise, fan, shape...)
	if err != nil {
		s.Fail("Parameter", err)
	}
	return node
}

func (s *Scope) parameter(name string, initialise Initialiser, fan Fan, shape ...int) (*Node, error) {
	d := s.declaration
	path := s.join(name)
	for _, p := range d.parameters {
		if p.node.Name() == path {
			return nil, errors.Errorf("parameter %s is declared twice: give each layer a scope of its own with s.In(name)", path)
		}
	}
	stored, err := d.store.parameter(path, shape, initialise, fan)
	if err != nil {
		return nil, err
	}
	// A header of its own: the machine may transpose a tensor in passing, and other graphs share the values.
	value := tensor.New(tensor.WithShape(shape...), tensor.WithBacking(stored.Data()))
	node := gorgonia.NewTensor(d.graph, d.store.dtype, len(shape), gorgonia.WithName(path), gorgonia.WithShape(shape...),
		gorgonia.WithValue(value))
	d.parameters = append(d.parameters, parameter{node: node, value: value})
	return node, nil
}

// Fail reports an error of a network or layer of your own. kind is its name. The first error of a graph is kept, with the scope's path.
func (s *Scope) Fail(kind string, err error) {
	if s.declaration.err != nil {
		return
	}
	where := kind
	if s.path != "" {
		where = fmt.Sprintf("%s (%s)", s.path, kind)
	}
	s.declaration.err = errors.Wrap(err, where)
}
