package inspect

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestForestJoinsWhatIsConnected(t *testing.T) {
	generator := rand.New(rand.NewPCG(4, 5))
	const n = 200
	f, parts := newForest(n), make([]int, n) // parts by number, renumbered at each join
	for i := range parts {
		parts[i] = i
	}
	for range 150 {
		a, b := generator.IntN(n), generator.IntN(n)
		f.join(int32(a), int32(b), 0)
		from, to := max(parts[a], parts[b]), min(parts[a], parts[b])
		for i, part := range parts {
			if part == from {
				parts[i] = to
			}
		}
		for i, part := range parts {
			if got := int(f.root(int32(i))); got != part {
				t.Fatalf("the root of %d is %d, want %d, the smallest it is joined with", i, got, part)
			}
		}
	}
}

func TestForestGroups(t *testing.T) {
	all, different := newForest(10), newForest(10)
	all.join(1, 2, 0) // copies alone are not a group
	all.join(7, 8, 0)
	for _, f := range []*forest{all, different} {
		f.join(9, 5, 4)
		f.join(8, 3, 2)
		f.join(3, 5, 6)
		f.join(0, 6, 0)
	}
	groups := all.groups(different)
	if len(groups) != 2 || !slices.Equal(groups[0].places, []int32{0, 6}) || groups[0].distance != 0 ||
		!slices.Equal(groups[1].places, []int32{3, 5, 7, 8, 9}) || groups[1].distance != 6 {
		t.Errorf("groups are %+v, want 0 6 at distance 0 and 3 5 7 8 9 at distance 6", groups)
	}
}
