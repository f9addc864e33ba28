package kernel

import "github.com/reefml/reef/internal/parallel"

// blockwise is work on the elements of slices that can be done in blocks, in any order.
type blockwise interface{ run(low, high int) }

// inBlocks does the work on n elements in blocks of grain elements, on all cores if they are worth it.
func inBlocks[W blockwise](work W, n int) {
	if n >= small {
		parallel.Blocks(n, grain, work.run)
		return
	}
	for low := 0; low < n; low += grain { // without a method value, which would have to be allocated
		work.run(low, min(low+grain, n))
	}
}
