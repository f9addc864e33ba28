package kernel

import (
	"runtime"
	"time"

	"github.com/reefml/reef/internal/parallel"
)

// A peak is a loop of independent multiply-adds on registers: the most arithmetic that a set of instructions can do.
type peak struct {
	operations int // multiplications and additions in a step
	run        func(steps int)
}

const (
	measurements = 20                   // of which the best counts: the others were disturbed
	measurement  = 2 * time.Millisecond // long enough for the clock and for handing out work, short enough to fall between disturbances
)

// PeakRate measures how many multiplications and additions of float32 the machine can do a second, in units of 1e9, on GOMAXPROCS threads
// with the chosen instructions (see Instructions): the best of several short runs of a loop that reads no memory. No product is quicker.
func PeakRate() float64 {
	p := peakOf(Instructions())
	threads := runtime.GOMAXPROCS(0)
	step := func(steps int) func() {
		return func() { parallel.For(threads, func(int) { p.run(steps) }) }
	}
	steps := 1 << 10
	for elapsed(step(steps)) < measurement && steps < 1<<30 {
		steps *= 2
	}
	return float64(p.operations) * float64(steps) * float64(threads) / fastest(step(steps))
}

// CopyRate measures how many bytes the machine moves a second, read and written, in units of 1e9, on GOMAXPROCS threads: the best of some
// copies of 64 MiB, which no usual cache holds.
func CopyRate() float64 {
	const numbers = 1 << 24
	from, to := make([]float32, numbers), make([]float32, numbers)
	for i := range from { // pages that were never written would all be read from one
		from[i] = 1
	}
	run := func() { parallel.Blocks(numbers, 1<<18, func(low, high int) { copy(to[low:high], from[low:high]) }) }
	return 2 * 4 * numbers / fastest(run)
}

// fastest returns the nanoseconds of the quickest of several runs.
func fastest(run func()) float64 {
	best := elapsed(run)
	for range measurements - 1 {
		best = min(best, elapsed(run))
	}
	return float64(best.Nanoseconds())
}

// elapsed is the time of a run, at least one tick, since some clocks stand still for the time of a small one.
func elapsed(run func()) time.Duration {
	start := time.Now()
	run()
	return max(time.Since(start), time.Nanosecond)
}

// chains is the number of sums in a loop that do not wait for one another, as in gen.
const chains = 12

// peakPortable is the loop in Go, of numbers one by one. It needs their sum, or the compiler would leave the loop out.
func peakPortable() peak {
	return peak{operations: 2 * chains, run: func(steps int) {
		if sum := multiplyAdd(steps, 0.5, 0.25); sum < 0 {
			panic("kernel: a sum of positive numbers is negative")
		}
	}}
}

// multiplyAdd multiplies each of its sums by factor and adds term, steps times, and returns their sum. Each approaches term / (1 - factor).
func multiplyAdd(steps int, factor, term float32) float32 {
	var s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11 float32
	for range steps {
		s0 = s0*factor + term
		s1 = s1*factor + term
		s2 = s2*factor + term
		s3 = s3*factor + term
		s4 = s4*factor + term
		s5 = s5*factor + term
		s6 = s6*factor + term
		s7 = s7*factor + term
		s8 = s8*factor + term
		s9 = s9*factor + term
		s10 = s10*factor + term
		s11 = s11*factor + term
	}
	return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11
}
