package kernel

import "sync"

// recycler keeps what finished calls leave for the next ones. Unlike a sync.Pool, which the garbage collector empties, it lets nothing
// be allocated in the steady state.
type recycler[E any] struct {
	mutex sync.Mutex
	free  []*E
}

// take returns one, which is a zero value or what a call left.
func (r *recycler[E]) take() *E {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.free) == 0 {
		return new(E)
	}
	last := r.free[len(r.free)-1]
	r.free = r.free[:len(r.free)-1]
	return last
}

// giveBack returns what was taken.
func (r *recycler[E]) giveBack(e *E) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.free = append(r.free, e)
}

var (
	filters32 recycler[PackedFilter[float32]]
	filters64 recycler[PackedFilter[float64]]
	plans32   recycler[gradientPlan[float32]]
	plans64   recycler[gradientPlan[float64]]

	offsetLists recycler[[]int32]
)

func filtersOf[T Float]() *recycler[PackedFilter[T]] {
	if r, ok := any(&filters32).(*recycler[PackedFilter[T]]); ok {
		return r
	}
	return any(&filters64).(*recycler[PackedFilter[T]])
}

func plansOf[T Float]() *recycler[gradientPlan[T]] {
	if r, ok := any(&plans32).(*recycler[gradientPlan[T]]); ok {
		return r
	}
	return any(&plans64).(*recycler[gradientPlan[T]])
}
