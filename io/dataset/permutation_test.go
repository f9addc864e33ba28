package dataset

import "testing"

func TestPermutation(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 1000, smallPermutation, smallPermutation + 1, 70_001, 268 * 268, 1_000_003} {
		p := newPermutation(n, 7, "test")
		seen := make([]bool, n)
		for place := range n {
			i := p.at(place)
			if i < 0 || i >= n || seen[i] {
				t.Fatalf("%d numbers: place %d has %d, which is outside or was there before", n, place, i)
			}
			seen[i] = true
		}
	}
}

// A large permutation must not keep neighbours together: a random one leaves a pair of neighbours next to each other twice, on average.
func TestLargePermutationSeparatesNeighbours(t *testing.T) {
	const n = 200_000
	for seed := range uint64(20) {
		p := newPermutation(n, seed, "test")
		together, fixed := 0, 0
		for place := 1; place < n; place++ {
			if d := p.at(place) - p.at(place-1); d == 1 || d == -1 {
				together++
			}
			if p.at(place) == place {
				fixed++
			}
		}
		if together > 12 || fixed > 9 { // Poisson with means 2 and 1: more has a chance below one in a million
			t.Errorf("seed %d: %d pairs of neighbours stay together and %d numbers in place, want about 2 and 1", seed, together, fixed)
		}
	}
}

// The mean number at the first places is that of all, within five standard errors: no part of the set comes first.
func TestLargePermutationIsSpreadEvenly(t *testing.T) {
	const n, some = 1_000_000, 10_000
	for seed := range uint64(20) {
		p := newPermutation(n, seed, "test")
		sum := 0.0
		for place := range some {
			sum += float64(p.at(place))
		}
		if mean := sum / some / n; mean < 0.5-5*0.0029 || mean > 0.5+5*0.0029 { // sqrt(1/12/10000) = 0.0029
			t.Errorf("seed %d: the mean of the first %d numbers is %.4f of the way through, want 0.5", seed, some, mean)
		}
	}
}

func TestLargePermutationsDiffer(t *testing.T) {
	const n = 100_000
	a, b := newPermutation(n, 1, "shuffle", "0"), newPermutation(n, 1, "shuffle", "1")
	same := 0
	for place := range 1000 {
		if a.at(place) == b.at(place) {
			same++
		}
	}
	if same > 3 {
		t.Errorf("%d of 1000 places are equal in two epochs", same)
	}
}

func BenchmarkPermutation(b *testing.B) {
	p := newPermutation(1_000_000, 1, "shuffle")
	sum := 0
	for i := 0; b.Loop(); i++ {
		sum += p.at(i % 1_000_000)
	}
	if sum < 0 {
		b.Fatal("overflow")
	}
}
