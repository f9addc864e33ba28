package graph

import (
	"time"

	"github.com/reefml/reef/graph/op"
)

// Profile tells where the time of a program's runs went.
type Profile struct {
	Runs      int
	Time      time.Duration     // of whole runs; what the operators do not account for is the machine's
	Operators []OperatorProfile // in the order of execution
}

// OperatorProfile tells what the runs of one operator took, together with those that are fused into it.
type OperatorProfile struct {
	Path       string // of the layer: "block1"; empty for what stands in no scope
	Operator   string // "Conv2d+MaxPool2D"
	Time       time.Duration
	Operations int64 // additions and multiplications of one run, as far as they count: those of products and convolutions
	Bytes      int64 // of one run: inputs that are read from memory, and the output
}

// StartProfile measures the runs from now on, operator by operator. Operators of Gorgonia are not measured.
func (p *Program) StartProfile() {
	p.profiling, p.profile = true, Profile{}
	op.Measure(p.nodes)
}

// Profile returns what was measured since StartProfile.
func (p *Program) Profile() Profile {
	profile := p.profile
	for _, n := range p.nodes {
		if m, ok := op.Measured(n); ok {
			profile.Operators = append(profile.Operators, OperatorProfile{
				Path: p.declaration.pathOf(n), Operator: m.Name, Time: m.Time, Operations: m.Arithmetic, Bytes: m.Bytes,
			})
		}
	}
	return profile
}

// pathOf returns the path of the layer that a node belongs to. A layer that stands in no scope, such as a pooling, goes under the one that
// is fused into it.
func (d *declaration) pathOf(n *Node) string {
	if path := d.paths[n]; path != "" {
		return path
	}
	for _, x := range operands(n) {
		if op.Fused(x) {
			if path := d.pathOf(x); path != "" {
				return path
			}
		}
	}
	return ""
}
