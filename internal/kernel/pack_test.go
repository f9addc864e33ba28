package kernel

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMover holds what moves numbers to plain loops: every element type and set of instructions, every remainder.
func TestMover(t *testing.T) { eachMicrokernel(t, checkMover[float32], checkMover[float64]) }

func checkMover[T Float](t *testing.T) {
	random, m := rand.New(rand.NewPCG(15, 16)), microkernelOf[T]().mover
	for n := 1; n <= 40; n++ {
		for _, rows := range []int{1, 3, 8} {
			for step := 1; step <= 3; step++ {
				check := func(name string, toStride, toStep, fromStride, fromStep int, move func(to, from []T)) {
					t.Helper()
					from, to := uniform[T](random, (rows-1)*fromStride+(n-1)*fromStep+1), fenced[T]((rows-1)*toStride+(n-1)*toStep+1)
					copy(to, uniform[T](random, len(to)))
					want := slices.Clone(to)
					for i := range rows * n {
						want[i/n*toStride+i%n*toStep] = from[i/n*fromStride+i%n*fromStep]
					}
					move(to, from)
					if !slices.Equal(to, want) {
						t.Errorf("%s of %d rows of %d, step %d: received %v, want %v", name, rows, n, step, to, want)
					}
					checkFence(t, name, to)
				}
				long, short := n*step+step, n+step
				check("copyRows", long, 1, short, 1, func(to, from []T) { m.copyRows(to, long, from, short, rows, n) })
				check("take", short, 1, long, step, func(to, from []T) { m.take(step, to, short, from, long, rows, n) })
				check("put", long, step, short, 1, func(to, from []T) { m.put(step, to, long, from, short, rows, n) })
			}
		}
	}
}

func TestSqueeze(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	for _, k := range singles() {
		for round := range 50 {
			if k.mover.squeeze == nil {
				continue
			}
			rows, mask := 1+round%9, random.Uint64()>>16&^(1<<round)
			n := bits.OnesCount64(mask)
			to, from := fenced[float32]((rows-1)*60+n), uniform[float32](random, (rows-1)*50+48)
			copy(to, uniform[float32](random, len(to)))
			want := slices.Clone(to)
			for i := range rows {
				place := 0
				for column := range 48 {
					if mask>>column&1 != 0 {
						want[i*60+place] = from[i*50+column]
						place++
					}
				}
			}
			k.mover.squeeze(to, 60, from, 50, rows, mask)
			if !slices.Equal(to, want) {
				t.Errorf("squeeze of %d rows by %b: received %v, want %v", rows, mask, to, want)
			}
			checkFence(t, fmt.Sprint("squeeze ", round), to)
		}
	}
}
