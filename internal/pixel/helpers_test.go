package pixel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// generator returns random numbers that are the same in every run.
func generator() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func randomBytes(r *rand.Rand, n int) []uint8 {
	values := make([]uint8, n)
	for i := range values {
		values[i] = uint8(r.Uint32())
	}
	return values
}

// randomPlane has a stride up to 5 larger than its width, and its last row ends where its values do.
func randomPlane(r *rand.Rand, width, height int) Plane {
	p := Plane{Width: width, Height: height, Stride: width + r.IntN(6)}
	p.Values = randomBytes(r, (height-1)*p.Stride+width)
	return p
}

// packed returns the pixels of a plane without what its stride skips.
func packed(p Plane) []uint8 {
	var values []uint8
	for y := range p.Height {
		values = append(values, p.Row(y)...)
	}
	return values
}

func equalBytes(t *testing.T, what string, got, want []uint8) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: value %d of %d is %d, want %d", what, i, len(want), got[i], want[i])
		}
	}
	t.Fatalf("%s: received %d values, want %d", what, len(got), len(want))
}

// sets are the loops that this machine can run.
func sets() []*loops {
	available := []*loops{portable()}
	if best := assembled(); best != nil {
		available = append(available, best)
	}
	return available
}

// use has the package use a set of loops for the rest of a test.
func use(t *testing.T, set *loops) {
	before := chosen
	chosen = func() *loops { return set }
	t.Cleanup(func() { chosen = before })
}

// forEachSet runs a test with each of the sets.
func forEachSet(t *testing.T, test func(t *testing.T)) {
	for _, set := range sets() {
		t.Run(set.name, func(t *testing.T) {
			use(t, set)
			test(t)
		})
	}
}

// backwards returns the region with left and right exchanged.
func backwards(r Region) Region {
	r.Left, r.Right = r.Right, r.Left
	return r
}
