package op

import (
	"time"

	"gorgonia.org/gorgonia"
)

// timing adds up how long an operator runs, if it is asked to.
type timing struct {
	on    bool
	total time.Duration
}

func (t *timing) begin() time.Time {
	if !t.on {
		return time.Time{}
	}
	return time.Now()
}

func (t *timing) end(start time.Time) {
	if t.on {
		t.total += time.Since(start)
	}
}

// A Measurement is what the runs of an operator took, together with those that are fused into it.
type Measurement struct {
	Name       string        // of the operator, after those fused into it: "Conv2d+MaxPool2D"
	Time       time.Duration // of all runs since Measure
	Arithmetic int64         // additions and multiplications of one run, as far as they count: those of products and convolutions
	Bytes      int64         // of one run: inputs that are read from memory, and the output
}

// measurable is what operators of all element types have in common here.
type measurable interface {
	measure()
	measured() (Measurement, bool)
}

// Measure makes the operators of the nodes note down how long they run, from now on.
func Measure(nodes gorgonia.Nodes) {
	for _, n := range nodes {
		if o, ok := n.Op().(measurable); ok {
			o.measure()
		}
	}
}

// Measured returns what was noted down of a node's operator, and false if there is nothing to tell: it is a stock operator, or fused into
// its reader.
func Measured(n *Node) (Measurement, bool) {
	o, ok := n.Op().(measurable)
	if !ok {
		return Measurement{}, false
	}
	return o.measured()
}

func (o *operator[T]) measure() { o.timing = timing{on: true} }

func (o *operator[T]) measured() (Measurement, bool) {
	return o.together(), !o.fused && o.filled == nil
}

// together adds up the operator and those fused into it.
func (o *operator[T]) together() Measurement {
	element := int64(dtypeOf[T]().Size())
	m := Measurement{Name: o.name, Time: o.timing.total, Arithmetic: o.arithmetic}
	if !o.fused {
		m.Bytes = element * int64(o.shape.TotalSize())
	}
	for _, a := range o.arguments {
		switch {
		case a.producer != nil:
			inner := a.producer.together()
			m.Name = inner.Name + "+" + m.Name
			m.Time += inner.Time
			m.Arithmetic += inner.Arithmetic
			m.Bytes += inner.Bytes
		case a.role != order:
			m.Bytes += element * int64(a.shape.TotalSize())
		}
	}
	return m
}
