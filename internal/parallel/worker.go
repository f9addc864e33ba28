package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// patience is how often a goroutine looks for what it waits for before it goes to sleep: some tens of microseconds, during which the
// scheduler may run others in its place. Kernels follow each other closely, and to wake a sleeper takes as long as a small one.
const patience = 200

// A worker is a goroutine of the pool. Its place holds what it does: nil while it looks for a job, asleep while it sleeps, or its job.
type worker struct {
	place atomic.Pointer[job]
	wake  chan struct{}
}

// asleep stands for no job.
var asleep = new(job)

// accept hands a job to a worker that has none.
func (w *worker) accept(j *job) bool {
	if w.place.CompareAndSwap(nil, j) {
		return true
	}
	if !w.place.CompareAndSwap(asleep, j) {
		return false
	}
	w.wake <- struct{}{}
	return true
}

// run does one job after the other.
func (w *worker) run() {
	for {
		w.await().help()
		w.place.Store(nil)
	}
}

// await returns the next job.
func (w *worker) await() *job {
	for range patience {
		if j := w.place.Load(); j != nil {
			return j
		}
		runtime.Gosched()
	}
	if w.place.CompareAndSwap(nil, asleep) {
		<-w.wake
	}
	return w.place.Load()
}

// workers is the process's pool. It holds no results: only the goroutines that wait for a job.
type workers struct {
	mutex sync.Mutex // held to add workers
	all   atomic.Pointer[[]*worker]
}

var pool workers

// offer hands j to at most n workers that have no job at this moment. A busy one is not waited for: the caller does its share.
func (p *workers) offer(j *job, n int) {
	for _, w := range p.atLeast(n) {
		if n == 0 {
			return
		}
		j.helpers.Add(1)
		j.active.Add(1)
		if w.accept(j) {
			n--
			continue
		}
		j.helpers.Done()
		j.active.Add(-1)
	}
}

// atLeast returns the workers, after starting some if they are fewer than n.
func (p *workers) atLeast(n int) []*worker {
	if all := p.all.Load(); all != nil && len(*all) >= n {
		return *all
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var all []*worker
	if old := p.all.Load(); old != nil {
		all = append(all, *old...)
	}
	for len(all) < n {
		w := &worker{wake: make(chan struct{}, 1)}
		go w.run()
		all = append(all, w)
	}
	p.all.Store(&all)
	return all
}
