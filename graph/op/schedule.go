package op

import (
	"slices"

	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// A schedule is the order in which a machine runs the operators of a graph, and who reads what.
type schedule struct {
	steps []step
}

// A step is a node of the graph at its place in the order.
type step struct {
	node    *Node
	inputs  []int // the steps it reads, in the order of its arguments
	readers []reading
	kept    bool // the value is read after the run
}

// A reading is one use of a step's value: as the input of that number of a later step.
type reading struct{ step, input int }

// newSchedule returns the schedule of nodes, which are in the order of execution.
func newSchedule(nodes, keep gorgonia.Nodes) *schedule {
	s := &schedule{steps: make([]step, len(nodes))}
	places := make(map[*Node]int, len(nodes))
	for i, n := range nodes {
		places[n] = i
		s.steps[i].node = n
		s.steps[i].kept = slices.Contains(keep, n)
		for children := n.Graph().From(n.ID()); n.Op() != nil && children != nil && children.Next(); {
			child := places[children.Node().(*Node)]
			s.steps[child].readers = append(s.steps[child].readers, reading{i, len(s.steps[i].inputs)})
			s.steps[i].inputs = append(s.steps[i].inputs, child)
		}
	}
	return s
}

// operatorAt returns the operator of a step if it is one of this package of type T, else nil.
func operatorAt[T kernel.Float](s *schedule, i int) *operator[T] {
	o, _ := s.steps[i].node.Op().(*operator[T])
	return o
}

// roleOf returns how a step's value is read. A stock operator reads all of it, and may do anything with it.
func (s *schedule) roleOf(r reading) (how role, stock bool) {
	switch o := s.steps[r.step].node.Op().(type) {
	case *operator[float32]:
		return o.arguments[r.input].role, false
	case *operator[float64]:
		return o.arguments[r.input].role, false
	}
	return whole, true
}
