package op

import (
	"cmp"
	"math"
	"slices"

	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// Plan gives the outputs of a program's operators their memory: those that are not needed at the same time share it. It returns the number
// of bytes. nodes are those of the program in the order of execution, keep those whose values are read after a run. What a stock operator
// reads keeps its memory to the end, since that operator may return a view of it.
func Plan(nodes, keep gorgonia.Nodes) (bytes int) {
	s := newSchedule(nodes, keep)
	return 4*plan[float32](s) + 8*plan[float64](s)
}

// forever is the time when the memory of a value that is kept is needed last.
const forever = math.MaxInt

// A block is memory for one output, or for several that take turns: an operator may write over the input that it is the last to read.
type block struct {
	size        int // in elements
	first, last int // steps between which it is needed, both included
	offset      int
}

// plan places the outputs of type T in one slice and returns its length. A view of an input of the graph needs no place: operators of this
// package do not write to what is not planned.
func plan[T kernel.Float](s *schedule) int {
	var blocks []*block
	of := make([]*block, len(s.steps)) // by step; nil: not ours to place
	for i := range s.steps {
		o := operatorAt[T](s, i)
		if o == nil || o.fused || o.filled != nil || len(o.shape) == 0 {
			continue
		}
		last := s.lastUse(i)
		if o.alias = o.view && last < forever && s.steps[s.steps[i].inputs[0]].node.Op() == nil; o.alias {
			continue
		}
		if b := s.reuse(o, of, i); b != nil {
			b.last = max(b.last, last)
			of[i] = b
			continue
		}
		of[i] = &block{size: o.shape.TotalSize(), first: i, last: last}
		blocks = append(blocks, of[i])
	}
	memory := make([]T, arrange(blocks))
	for i, b := range of {
		if b != nil {
			operatorAt[T](s, i).output = memory[b.offset:][:b.size:b.size]
		}
	}
	return len(memory)
}

// lastUse returns the step that reads the value of step i last, which is i if there is none.
func (s *schedule) lastUse(i int) int {
	if s.steps[i].kept {
		return forever
	}
	last := i
	for _, r := range s.steps[i].readers {
		last = max(last, s.timeOf(r))
	}
	return last
}

// timeOf returns the step at which a reading happens last. What is fused happens when its readers run.
func (s *schedule) timeOf(r reading) int {
	how, stock := s.roleOf(r)
	switch {
	case stock:
		return forever
	case how == order:
		return 0
	case Fused(s.steps[r.step].node):
		return max(r.step, s.lastUse(r.step))
	}
	return r.step
}

// reuse returns the block of the first input of the operator at step i if the output may lie there too, else nil.
func (s *schedule) reuse(o interface{ overwrites() (view, inPlace bool) }, of []*block, i int) *block {
	view, inPlace := o.overwrites()
	if !view && !inPlace {
		return nil
	}
	b := of[s.steps[i].inputs[0]]
	if b == nil || view {
		return b
	}
	if b.last > i || s.othersRead(of, b, i) {
		return nil
	}
	return b
}

// othersRead tells whether an operator that is fused into step i reads the block while step i writes to it.
func (s *schedule) othersRead(of []*block, b *block, i int) bool {
	for j := range i {
		if of[j] != b {
			continue
		}
		for _, r := range s.steps[j].readers {
			if r.step != i && s.timeOf(r) >= i {
				return true
			}
		}
	}
	return false
}

// overwrites tells whether the output may lie in the memory of the first input: as a view of it, or in place of it.
func (o *operator[T]) overwrites() (view, inPlace bool) {
	direct := len(o.arguments) > 0 && o.arguments[0].producer == nil && o.arguments[0].shape.TotalSize() == o.shape.TotalSize()
	return direct && o.view, direct && o.inPlace
}

// arrange gives the blocks their offsets, so that no two overlap that are needed at the same time, and returns the length of it all. The
// largest are placed first, each at the lowest place that is free while it is needed (cf. Pisarchyk and Lee, "Efficient memory management
// for deep neural net inference", 2020).
func arrange(blocks []*block) int {
	const line = 16 // float32 elements of a cache line
	order := slices.Clone(blocks)
	slices.SortStableFunc(order, func(a, b *block) int { return cmp.Compare(b.size, a.size) })
	var placed []*block // by offset
	length := 0
	for _, b := range order {
		b.offset = 0
		for _, p := range placed {
			if b.offset+b.size <= p.offset {
				break
			}
			if b.first <= p.last && p.first <= b.last {
				b.offset = max(b.offset, (p.offset+p.size+line-1)/line*line)
			}
		}
		at, _ := slices.BinarySearchFunc(placed, b.offset, func(p *block, offset int) int { return cmp.Compare(p.offset, offset) })
		placed = slices.Insert(placed, at, b)
		length = max(length, b.offset+b.size)
	}
	return length
}
