// Package random derives independent streams of random numbers from one seed.
//
// A stream is named by words and numbers ("initialise", "block1/weight"). Equal seeds and names give equal streams on every machine,
// and a stream does not depend on which others were drawn before it. This is what makes a run reproducible whatever the order in which
// layers are declared or workers scheduled.
package random

import (
	"hash/fnv"
	"math/rand/v2"
)

// Stream returns the generator of the stream with that name.
func Stream(seed uint64, name ...string) *rand.Rand {
	return rand.New(rand.NewPCG(seed, Key(seed, name...)))
}

// Key hashes a seed and a name to 64 bits.
func Key(seed uint64, name ...string) uint64 {
	h := fnv.New64a()
	for _, word := range name {
		h.Write([]byte(word)) // never fails, see hash.Hash
		h.Write([]byte{0})
	}
	return Mix(Mix(seed) ^ h.Sum64())
}

// Mix scrambles 64 bits so that counters become random-looking: the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators", 2014). It is a bijection.
func Mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}
