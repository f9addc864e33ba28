package op

import (
	"math/rand/v2"
	"testing"
)

// Blocks that are needed at the same time do not overlap, and no place is wasted when none are.
func TestArrange(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var blocks []*block
		for range 1 + random.IntN(30) {
			first := random.IntN(20)
			blocks = append(blocks, &block{size: 1 + random.IntN(100), first: first, last: first + random.IntN(6)})
		}
		length := arrange(blocks)
		for i, a := range blocks {
			if a.offset < 0 || a.offset+a.size > length {
				t.Fatalf("block %+v lies outside the %d elements", *a, length)
			}
			for _, b := range blocks[:i] {
				if a.first <= b.last && b.first <= a.last && a.offset < b.offset+b.size && b.offset < a.offset+a.size {
					t.Fatalf("blocks %+v and %+v overlap", *a, *b)
				}
			}
		}
	}
	if got := arrange([]*block{{size: 5, first: 0, last: 1}, {size: 9, first: 2, last: 3}, {size: 7, first: 4, last: 4}}); got != 9 {
		t.Errorf("three blocks that take turns need %d elements, want 9", got)
	}
}
