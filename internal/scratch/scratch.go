// Package scratch keeps memory that a computation needs for a moment for the next one that does.
//
// Invariant: it keeps as many buffers of a size as were ever in use at once, and no more are made. Unlike a sync.Pool, which the garbage
// collector empties, it allocates nothing in the steady state.
package scratch

import "sync"

// Pool keeps what finished calls leave for the next ones. Its zero value is empty and ready for use by several goroutines.
type Pool[E any] struct {
	mutex sync.Mutex
	free  []*E
}

// Take returns one that was given back, as it was left, or a new zero value.
func (p *Pool[E]) Take() *E {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	last := len(p.free) - 1
	if last < 0 {
		return new(E)
	}
	e := p.free[last]
	p.free = p.free[:last]
	return e
}

// GiveBack returns what was taken.
func (p *Pool[E]) GiveBack(e *E) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.free = append(p.free, e)
}
