package graph

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// derive returns the gradients of the loss by the parameters, in their order; none if there is no loss.
func (d *declaration) derive() (gorgonia.Nodes, error) {
	if d.loss == nil || len(d.parameters) == 0 {
		return nil, nil
	}
	var parameters gorgonia.Nodes
	for _, p := range d.parameters {
		parameters = append(parameters, p.node)
	}
	derive := d.accumulate
	if d.settings.Operators == Stock {
		derive = func(loss *Node, by gorgonia.Nodes) (gorgonia.Nodes, error) { return gorgonia.Grad(loss, by...) }
	}
	var gradients gorgonia.Nodes
	_, err := guard(func() (node *Node, err error) {
		gradients, err = derive(d.loss, parameters)
		return nil, err
	})
	return gradients, errors.Wrap(err, "deriving the gradients (does the loss depend on every parameter?)")
}

// accumulate does what gorgonia.Grad does, reverse accumulation over the operators' own derivatives, with three differences: gradients
// that meet are added by operators of ours, a gradient that leads to no parameter is not declared, and each operator is noted down under
// the layer it comes from.
func (d *declaration) accumulate(loss *Node, by gorgonia.Nodes) (gorgonia.Nodes, error) {
	nodes, err := gorgonia.Sort(d.graph.ExactSubgraphRoots(loss)) // every node after those that read it
	if err != nil {
		return nil, errors.Wrap(err, "sorting the graph")
	}
	arriving := map[*Node]gorgonia.Nodes{loss: {d.one()}}
	needed := leadingTo(nodes, by)
	gradients := map[*Node]*Node{}
	for _, n := range nodes {
		if !needed[n] || len(arriving[n]) == 0 {
			continue
		}
		before := len(d.graph.AllNodes())
		gradient, err := sum(arriving[n])
		if err != nil {
			return nil, errors.Wrapf(err, "gradient of %v", n)
		}
		gradients[n] = gradient
		if err := backward(n, gradient, needed, arriving); err != nil {
			return nil, err
		}
		d.attribute(before, d.paths[n])
	}
	var result gorgonia.Nodes
	for _, parameter := range by {
		if gradients[parameter] == nil {
			return nil, errors.Errorf("the loss does not depend on %s", parameter.Name())
		}
		result = append(result, gradients[parameter])
	}
	return result, nil
}

// one is the gradient of the loss by itself.
func (d *declaration) one() *Node {
	if d.loss.Dtype() == tensor.Float64 {
		return d.graph.AddNode(gorgonia.NewConstant(1.0))
	}
	return d.graph.AddNode(gorgonia.NewConstant(float32(1)))
}

// leadingTo returns those of the nodes that depend on any of the parameters.
func leadingTo(nodes, parameters gorgonia.Nodes) map[*Node]bool {
	leads := map[*Node]bool{}
	for _, p := range parameters {
		leads[p] = true
	}
	for i := len(nodes) - 1; i >= 0; i-- {
		for _, x := range operands(nodes[i]) {
			leads[nodes[i]] = leads[nodes[i]] || leads[x]
		}
	}
	return leads
}

// operands returns the inputs of a node's operator, in their order.
func operands(n *Node) gorgonia.Nodes {
	if n.Op() == nil {
		return nil
	}
	var inputs gorgonia.Nodes
	for children := n.Graph().From(n.ID()); children != nil && children.Next(); {
		if x, ok := children.Node().(*Node); ok {
			inputs = append(inputs, x)
		}
	}
	return inputs
}

// backward hands the gradient of a node on to its inputs, as far as they need one.
func backward(n, gradient *Node, needed map[*Node]bool, arriving map[*Node]gorgonia.Nodes) error {
	inputs := operands(n)
	if len(inputs) == 0 {
		return nil
	}
	operator, ok := n.Op().(gorgonia.SDOp)
	if !ok {
		return errors.Errorf("operator %v has no derivative", n.Op())
	}
	wanted := operator.DiffWRT(len(inputs))
	for i, x := range inputs {
		wanted[i] = wanted[i] && needed[x]
	}
	gradients, err := op.Gradients(operator, inputs, n, gradient, wanted)
	if err != nil {
		return errors.Wrapf(err, "gradient of %v", n)
	}
	for i, x := range inputs {
		if wanted[i] {
			arriving[x] = append(arriving[x], gradients[i])
		}
	}
	return nil
}

// sum adds gradients that arrive from several readers.
func sum(gradients gorgonia.Nodes) (*Node, error) {
	total := gradients[0]
	for _, g := range gradients[1:] {
		var err error
		if total, err = op.Add(total, g); err != nil {
			return nil, err
		}
	}
	return total, nil
}
