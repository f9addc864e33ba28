package inspect

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// clusters returns hashes of which many are close to each other: some random ones, each with copies in which a few bits differ.
func clusters(generator *rand.Rand, n int) []uint64 {
	hashes := make([]uint64, n)
	for i := range hashes {
		if i%4 == 0 {
			hashes[i] = generator.Uint64()
			continue
		}
		hashes[i] = hashes[generator.IntN(i)]
		for range generator.IntN(6) {
			hashes[i] ^= 1 << generator.IntN(64)
		}
	}
	return hashes
}

func TestIndexFindsWhatBruteForceDoes(t *testing.T) {
	generator := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 3, 50, 700} {
		hashes := clusters(generator, n)
		for _, distance := range []int{0, 1, 3, 4, 6, 8, farthest} {
			index := newHashIndex(hashes, distance)
			for i, a := range hashes {
				wanted := map[int]int{} // distances of the others
				for j, b := range hashes {
					if d := bits.OnesCount64(a ^ b); i != j && d <= distance {
						wanted[j] = d
					}
				}
				index.within(i, func(j, d int) {
					if want, ok := wanted[j]; !ok || want != d {
						t.Errorf("%d hashes, distance %d: %d is found at %d from %d, once too often or wrongly", n, distance, j, d, i)
					}
					delete(wanted, j)
				})
				if len(wanted) > 0 {
					t.Errorf("%d hashes, distance %d: %v are not found from %d", n, distance, wanted, i)
				}
			}
		}
	}
}

func TestIndexOfNothing(t *testing.T) {
	if x := newHashIndex(nil, 6); len(x.hashes) != 0 {
		t.Errorf("the index of no hashes has %d", len(x.hashes))
	}
}

func BenchmarkHashIndex(b *testing.B) {
	hashes := make([]uint64, 100_000)
	generator := rand.New(rand.NewPCG(1, 2))
	for i := range hashes {
		hashes[i] = generator.Uint64()
	}
	for b.Loop() {
		index := newHashIndex(hashes, 6)
		for i := range hashes {
			index.within(i, func(j, d int) {})
		}
	}
}
