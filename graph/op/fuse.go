package op

import (
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// Fuse spares operators their outputs: an operator that works image by image, and whose output is only read image by image, is computed
// inside its reader, for a few images at a time, while they are in the cache. So a convolution, the Rectify and the MaxPool2D behind it
// become one pass that writes the pooled images alone, and the gradients of normalisation, pooling and Rectify flow into that of the
// convolution without a tensor between them. Results are the same bits as without.
//
// nodes are those of the program in the order of execution, keep those whose values are read after a run. It is called once, before Plan.
func Fuse(nodes, keep gorgonia.Nodes) {
	s := newSchedule(nodes, keep)
	for i := range s.steps {
		fuse[float32](s, i)
		fuse[float64](s, i)
	}
}

// fuse fuses a step into its readers if they allow it.
func fuse[T kernel.Float](s *schedule, i int) {
	o := operatorAt[T](s, i)
	if o == nil || o.images == nil || len(o.shape) == 0 || s.steps[i].kept {
		return
	}
	var into []*argument[T]
	for _, r := range s.steps[i].readers {
		reader := operatorAt[T](s, r.step)
		if reader == nil {
			return
		}
		switch a := &reader.arguments[r.input]; a.role {
		case byImage:
			into = append(into, a)
		case order:
		default:
			return
		}
	}
	if len(into) == 0 || len(into) > o.repeats() {
		return
	}
	o.fused = true
	for _, a := range into {
		a.producer = o
	}
}

// repeats is how often an operator may be computed instead of storing its output: twice if it is a cheap function of what is in memory.
func (o *operator[T]) repeats() int {
	if !o.cheap {
		return 1
	}
	for _, a := range o.arguments {
		if a.producer != nil {
			return 1
		}
	}
	return 2
}

// Fused tells whether a node has no value of its own, because Fuse has made its reader compute it.
func Fused(x *Node) bool {
	switch o := x.Op().(type) {
	case *operator[float32]:
		return o.fused
	case *operator[float64]:
		return o.fused
	}
	return false
}
