package graph

import (
	"slices"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// Settings say how a graph is declared. The zero value is an evaluation graph of fast operators.
type Settings struct {
	Mode      Mode
	Operators Operators
}

// Program is a compiled graph. It is not safe for concurrent use; programs that do not train may run at the same time on one Store.
type Program struct {
	declaration *declaration
	machine     gorgonia.VM
	outputs     map[string]*Node
	loss        *Node
	gradients   []gorgonia.ValueGrad
	nodes       gorgonia.Nodes // in the order of execution
	memory      int
	profiling   bool
	profile     Profile
}

// Parameter is a parameter of a program with the gradient of the latest run. It implements gorgonia.ValueGrad.
type Parameter struct {
	name     string
	value    *tensor.Dense
	gradient *Node
}

// Name is the parameter's path: "block1/weight".
func (p *Parameter) Name() string { return p.name }

// Value is the parameter itself: a solver writes to it.
func (p *Parameter) Value() gorgonia.Value { return p.value }

// Grad is the gradient of the loss. It is an error before the first run.
func (p *Parameter) Grad() (gorgonia.Value, error) {
	if v := p.gradient.Value(); v != nil {
		return v, nil
	}
	return nil, errors.Errorf("%s has no gradient yet: run the program first", p.name)
}

// Compile calls declare on a new graph, derives the gradients of the loss if there is one, and compiles the graph for a TapeMachine.
// Parameters are found or created in the store. The error is the first that a layer reported, with its path.
func Compile(store *Store, settings Settings, declare func(s *Scope)) (*Program, error) {
	d := &declaration{graph: gorgonia.NewGraph(), store: store, settings: settings, inputs: map[string]*tensor.Dense{}, paths: map[*Node]string{}}
	if err := d.declare(declare); err != nil {
		return nil, err
	}
	p := &Program{declaration: d, outputs: map[string]*Node{}}
	roots, err := p.roots()
	if err != nil {
		return nil, err
	}
	if len(roots) == 0 {
		return nil, errors.New("the graph has neither an output nor a loss: name one with Scope.Output or Scope.Minimise")
	}
	_, err = guard(func() (*Node, error) { return nil, p.compile(roots) })
	return p, errors.Wrap(err, "compiling for the TapeMachine")
}

// compile prepares what the roots need for the machine.
func (p *Program) compile(roots gorgonia.Nodes) error {
	graph := p.declaration.graph.ExactSubgraphRoots(roots...)
	nodes, err := gorgonia.Sort(graph)
	if err != nil {
		return errors.Wrap(err, "sorting the graph")
	}
	slices.Reverse(nodes) // the order in which the machine runs them
	p.nodes = nodes
	if p.declaration.settings.Operators == Fast {
		op.Fuse(nodes, roots)
		p.memory = op.Plan(nodes, roots)
	}
	p.machine = gorgonia.NewTapeMachine(graph)
	return nil
}

// declare runs the user's function. The scope's first error explains more than a panic that follows from it.
func (d *declaration) declare(declare func(s *Scope)) error {
	_, err := guard(func() (*Node, error) {
		declare(&Scope{declaration: d})
		return nil, nil
	})
	if d.err != nil {
		return d.err
	}
	return errors.Wrap(err, "declaring the graph")
}

// roots are the nodes that the machine computes: outputs, loss and gradients.
func (p *Program) roots() (gorgonia.Nodes, error) {
	d := p.declaration
	gradients, err := d.derive()
	if err != nil {
		return nil, err
	}
	var roots gorgonia.Nodes
	for i, g := range gradients {
		// Two terms of a sum have one gradient; as parameters they get one each, since a solver may write to it.
		if slices.Contains(gradients[:i], g) {
			g, err = op.Copy(g)
		} else {
			g, err = settle(g)
		}
		if err != nil {
			return nil, err
		}
		roots = append(roots, g)
		parameter := d.parameters[i]
		p.gradients = append(p.gradients, &Parameter{name: parameter.node.Name(), value: parameter.value, gradient: g})
	}
	for _, o := range d.outputs {
		node, err := settle(o.node)
		if err != nil {
			return nil, errors.Wrapf(err, "output %s", o.name)
		}
		p.outputs[o.name] = node
		roots = append(roots, node)
	}
	if d.loss != nil {
		if p.loss, err = settle(d.loss); err != nil {
			return nil, err
		}
		roots = append(roots, p.loss)
	}
	return roots, nil
}

// settle returns a node whose value stays untouched until the next run: x itself if an operator of ours made it and only operators of
// ours read it, else a copy, since the machine may let a stock operator write over what it reads.
func settle(x *Node) (*Node, error) {
	if x == nil {
		return nil, errors.New("received nil")
	}
	if !op.Owned(x) {
		return op.Copy(x)
	}
	readers := x.Graph().To(x.ID())
	for readers.Next() {
		if reader, ok := readers.Node().(*Node); ok && !op.Owned(reader) {
			return op.Copy(x)
		}
	}
	return x, nil
}

// Input returns the tensor to fill before a run: the input that the graph declared by that name.
func (p *Program) Input(name string) (*tensor.Dense, error) {
	if value, ok := p.declaration.inputs[name]; ok {
		return value, nil
	}
	return nil, errors.Errorf("the graph has no input %q", name)
}

// Run computes outputs, loss and gradients. In training mode it counts one step of the store.
func (p *Program) Run() error {
	if p.profiling {
		defer func(start time.Time) {
			p.profile.Runs++
			p.profile.Time += time.Since(start)
		}(time.Now())
	}
	p.machine.Reset()
	if err := p.machine.RunAll(); err != nil {
		return errors.Wrapf(err, "running the %s graph", p.declaration.settings.Mode)
	}
	if p.declaration.settings.Mode == Training {
		p.declaration.store.step++
	}
	return nil
}

// Output returns the value of a named output after a run. It is valid until the next run.
func (p *Program) Output(name string) (gorgonia.Value, error) {
	node, ok := p.outputs[name]
	if !ok {
		return nil, errors.Errorf("the graph has no output %q", name)
	}
	if node.Value() == nil {
		return nil, errors.Errorf("output %q has no value yet: run the program first", name)
	}
	return node.Value(), nil
}

// Loss returns the loss of the latest run.
func (p *Program) Loss() (float64, error) {
	if p.loss == nil || p.loss.Value() == nil {
		return 0, errors.New("the graph declares no loss, or has not run yet")
	}
	switch v := p.loss.Value().Data().(type) {
	case float32:
		return float64(v), nil
	case float64:
		return v, nil
	}
	return 0, errors.Errorf("the loss is a %T, expected a float32 or float64", p.loss.Value().Data())
}

// Parameters returns the parameters with their gradients, for gorgonia.Solver.Step. They are the same objects after every run, each a
// *Parameter; there are none if the graph has no loss.
func (p *Program) Parameters() []gorgonia.ValueGrad { return p.gradients }

// Memory is the number of bytes that the outputs of the program's operators take: those that are not needed at the same time share it.
// Parameters and their gradients, inputs, and what operators note down for themselves come on top. With stock operators it is 0.
func (p *Program) Memory() int { return p.memory }

// Close frees what the machine holds.
func (p *Program) Close() error { return errors.WithStack(p.machine.Close()) }
