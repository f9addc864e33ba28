package dataset

import (
	"math"

	"github.com/reefml/reef/internal/random"
)

// smallPermutation is the number of samples up to which a permutation is drawn and kept: half a megabyte. Beyond it, memory must not grow.
const smallPermutation = 1 << 16

// A permutation puts the numbers from 0 to n-1 into an order drawn from a seed.
//
// That of a small n is one of all permutations, each as likely. For a large n it is computed place by place: a Feistel network over pairs
// of numbers below side, side² ≥ n, which is walked until it comes to a number below n (Black and Rogaway, "Ciphers with arbitrary finite
// domains", 2002). As side² - n is at most 2 side, hardly any place takes a second step.
type permutation struct {
	drawn  []int // nil for a large n
	n      uint64
	side   uint64
	rounds [6]uint64 // keys
}

func newPermutation(n int, seed uint64, name ...string) *permutation {
	generator := random.Stream(seed, name...)
	if n <= smallPermutation {
		return &permutation{drawn: generator.Perm(n)}
	}
	p := &permutation{n: uint64(n), side: uint64(math.Sqrt(float64(n)))}
	for p.side*p.side < p.n {
		p.side++
	}
	for i := range p.rounds {
		p.rounds[i] = generator.Uint64()
	}
	return p
}

// at returns the number at a place.
func (p *permutation) at(place int) int {
	if p.drawn != nil {
		return p.drawn[place]
	}
	for x := p.step(uint64(place)); ; x = p.step(x) {
		if x < p.n {
			return int(x)
		}
	}
}

// step is a bijection of the numbers below side².
func (p *permutation) step(x uint64) uint64 {
	left, right := x/p.side, x%p.side
	for _, key := range p.rounds {
		left, right = right, (left+random.Mix(key^right)%p.side)%p.side
	}
	return left*p.side + right
}
