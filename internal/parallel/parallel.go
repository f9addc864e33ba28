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

import "runtime"

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
	j := jobs.Take()
	j.body, j.n = body, int64(n)
	j.share(helpers)
}

// Blocks cuts [0, n) into runs of size elements (the last may be shorter) and calls body(low, high) once for each run, as For does.
func Blocks(n, size int, body func(low, high int)) {
	blocks := (n + size - 1) / size
	helpers := min(blocks, runtime.GOMAXPROCS(0)) - 1
	if helpers <= 0 {
		for low := 0; low < n; low += size {
			body(low, min(low+size, n))
		}
		return
	}
	j := jobs.Take()
	j.block, j.size, j.length, j.n = body, size, n, int64(blocks)
	j.share(helpers)
}
