package dataset

import (
	"cmp"
	"slices"
)

// Balance repeats the samples of rare classes until every class that has any is as frequent as the most frequent one: whole repetitions, then
// the first samples of the class once more. Each sample of the set occurs at least once.
func Balance(set Set) Set {
	members := byClass(set)
	if len(members) == 0 {
		return set
	}
	most := len(slices.MaxFunc(members, func(a, b []int) int { return cmp.Compare(len(a), len(b)) }))
	var indices []int
	for _, samples := range members {
		for place := 0; len(samples) > 0 && place < most; place++ {
			indices = append(indices, samples[place%len(samples)])
		}
	}
	return newSubset(set, indices)
}
