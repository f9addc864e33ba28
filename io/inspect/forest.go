package inspect

import "slices"

// A forest is a partition of the numbers below n, each part a tree whose root is its smallest number (union-find with path halving: Tarjan
// and van Leeuwen, "Worst-case analysis of set union algorithms", 1984).
type forest struct {
	parents   []int32
	distances map[int32]int // of the roots of trees that were joined at a distance: the largest
}

func newForest(n int) *forest {
	f := &forest{parents: make([]int32, n), distances: map[int32]int{}}
	for i := range f.parents {
		f.parents[i] = int32(i)
	}
	return f
}

func (f *forest) root(i int32) int32 {
	for f.parents[i] != i {
		f.parents[i] = f.parents[f.parents[i]]
		i = f.parents[i]
	}
	return i
}

// join makes one part of those that hold a and b, which are so far apart.
func (f *forest) join(a, b int32, distance int) {
	a, b = f.root(a), f.root(b)
	root, other := min(a, b), max(a, b)
	f.parents[other] = root
	if largest := max(distance, f.distances[root], f.distances[other]); largest > 0 {
		f.distances[root] = largest
	}
}

// groups returns the parts that hold a part of another forest, of two or more, by their first member.
func (f *forest) groups(other *forest) []group {
	wanted := map[int32][]int32{}
	for i := range f.parents {
		if other.root(int32(i)) != int32(i) {
			wanted[f.root(int32(i))] = nil
		}
	}
	for i := range f.parents {
		root := f.root(int32(i))
		if members, ok := wanted[root]; ok {
			wanted[root] = append(members, int32(i))
		}
	}
	groups := make([]group, 0, len(wanted))
	for root, members := range wanted {
		groups = append(groups, group{places: slices.Clip(members), distance: f.distances[root]})
	}
	sortGroups(groups)
	return groups
}
