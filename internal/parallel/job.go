package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/reefml/reef/internal/scratch"
)

// A job is one call of For or Blocks.
type job struct {
	body         func(i int)         // of For
	block        func(low, high int) // of Blocks
	size, length int                 // of a block, and of all

	n        int64
	next     atomic.Int64
	helpers  sync.WaitGroup // workers that took the job
	active   atomic.Int64   // those that have not let go of it
	panicked atomic.Pointer[any]
}

// share does the job with the help of at most n workers, and recycles it.
func (j *job) share(n int) {
	pool.offer(j, n)
	j.work()
	// The helpers are most often at their last index: to sleep would take longer than to wait for them.
	for range patience {
		if j.active.Load() == 0 {
			break
		}
		runtime.Gosched()
	}
	j.helpers.Wait()
	for j.active.Load() != 0 { // a few instructions at most
		runtime.Gosched()
	}
	cause := j.panicked.Load()
	j.recycle()
	if cause != nil {
		panic(*cause)
	}
}

// help does a worker's share.
func (j *job) help() {
	j.work()
	j.helpers.Done()
	j.active.Add(-1) // from here on the job may be another's
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
		if j.body != nil {
			j.body(int(i))
		} else {
			j.block(int(i)*j.size, min((int(i)+1)*j.size, j.length))
		}
	}
}

// jobs keeps finished jobs for the next calls, which then allocate nothing.
var jobs scratch.Pool[job]

// recycle takes out of a job what it refers to, and keeps it for another call.
func (j *job) recycle() {
	j.body, j.block = nil, nil
	j.next.Store(0)
	j.panicked.Store(nil)
	jobs.GiveBack(j)
}
