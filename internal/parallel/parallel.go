// Package parallel splits work over the processor's cores.
//
// There is one pool of goroutines for the process, started at the first call that needs it and never larger than
// GOMAXPROCS, so that kernels called from several places do not oversubscribe the machine.
//
// Invariants:
//   - The caller works too, and a call made from inside a body is served by its own goroutine if no other is free: nested calls
//     cannot deadlock.
//   - How the work is cut depends on its size alone, never on the number of goroutines. A body that writes only to its own part, or
//     leaves partial sums that the caller adds in order, therefore gives the same bits for any GOMAXPROCS.
//   - A panic in a body, on whichever goroutine, becomes a panic of the call.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// For calls body(i) once for every i in [0, n), in any order and on several goroutines at once, and returns when all calls have
// returned.
func For(n int, body func(i int)) {
	helpers := min(n, runtime.GOMAXPROCS(0)) - 1
	if helpers <= 0 {
		for i := range n {
			body(i)
		}
		return
	}
	j := &job{n: int64(n), body: body}
	pool.offer(j, helpers)
	j.work()
	j.helpers.Wait()
	if cause := j.panicked.Load(); cause != nil {
		panic(*cause)
	}
}

// Blocks cuts [0, n) into runs of size elements (the last may be shorter) and calls body(low, high) once for each run, as For does.
func Blocks(n, size int, body func(low, high int)) {
	blocks := (n + size - 1) / size
	if blocks == 1 {
		body(0, n)
		return
	}
	For(blocks, func(i int) { body(i*size, min((i+1)*size, n)) })
}

// A job is one call of For.
type job struct {
	body     func(i int)
	n        int64
	next     atomic.Int64
	helpers  sync.WaitGroup // goroutines of the pool that took the job
	panicked atomic.Pointer[any]
}

// work takes indices until none is left or a body panics.
func (j *job) work() {
	defer func() {
		if cause := recover(); cause != nil {
			kept := cause // a copy, so that nothing is allocated unless there is a panic
			j.panicked.Store(&kept)
			j.next.Store(j.n)
		}
	}()
	for {
		i := j.next.Add(1) - 1
		if i >= j.n {
			return
		}
		j.body(int(i))
	}
}

// workers is the process's pool. It holds no results: only the goroutines that wait for a job.
type workers struct {
	mutex   sync.Mutex
	started int
	jobs    chan *job
}

var pool = workers{jobs: make(chan *job)}

// offer hands j to at most n goroutines that are idle at this moment. A busy one is not waited for: the caller does its share.
func (w *workers) offer(j *job, n int) {
	w.grow(n)
	for range n {
		j.helpers.Add(1)
		select {
		case w.jobs <- j:
		default:
			j.helpers.Done()
		}
	}
}

// grow starts goroutines until n are there.
func (w *workers) grow(n int) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for ; w.started < n; w.started++ {
		go func() {
			for j := range w.jobs {
				j.work()
				j.helpers.Done()
			}
		}()
	}
}
