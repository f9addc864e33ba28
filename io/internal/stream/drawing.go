package stream

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/reefml/reef/internal/random"
	"github.com/reefml/reef/io/dataset"
)

// A drawing decides the order in which a rank visits its share of the line: which places are in the buffer, and which of them is next.
type drawing struct {
	random *rand.Rand
	held   []int // places in the buffer
	next   int   // place that comes into the buffer next
	end    int   // of the share
}

// newDrawing returns the drawing of an order as it stands after the records that the order passes over.
func newDrawing(l *line, buffer int, order dataset.Order) *drawing {
	begin, end := l.share(order)
	if !order.Shuffle {
		begin = min(begin+min(order.Start, end-begin), end)
		return &drawing{held: numbers(begin, min(begin+1, end)), next: min(begin+1, end), end: end}
	}
	d := &drawing{
		random: random.Stream(order.Seed, "buffer", strconv.Itoa(order.Epoch), strconv.Itoa(order.Rank)),
		held:   numbers(begin, min(begin+buffer, end)),
		next:   min(begin+buffer, end),
		end:    end,
	}
	if order.Start >= end-begin {
		return &drawing{next: end, end: end}
	}
	for range order.Start {
		d.replace(d.choose())
	}
	return d
}

// numbers returns those from begin to end, without end.
func numbers(begin, end int) []int {
	all := make([]int, end-begin)
	for i := range all {
		all[i] = begin + i
	}
	return all
}

// choose draws which of the held places is visited next.
func (d *drawing) choose() int {
	if d.random == nil {
		return 0
	}
	return d.random.IntN(len(d.held))
}

// replace takes a place out of the buffer and returns the one that comes in, if there is one left. If not, the last one moves to where it was.
func (d *drawing) replace(chosen int) (place int, more bool) {
	if d.next < d.end {
		d.held[chosen] = d.next
		d.next++
		return d.held[chosen], true
	}
	last := len(d.held) - 1
	d.held[chosen] = d.held[last]
	d.held = d.held[:last]
	return 0, false
}

// places returns the held places in ascending order.
func (d *drawing) places() []int {
	places := slices.Clone(d.held)
	slices.Sort(places)
	return places
}
