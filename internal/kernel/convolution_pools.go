package kernel

import "github.com/reefml/reef/internal/scratch"

// What finished calls leave for the next ones.
var (
	filters32 scratch.Pool[PackedFilter[float32]]
	filters64 scratch.Pool[PackedFilter[float64]]
	plans32   scratch.Pool[GradientPlan[float32]]
	plans64   scratch.Pool[GradientPlan[float64]]

	offsetLists scratch.Pool[[]int32]
)

func filtersOf[T Float]() *scratch.Pool[PackedFilter[T]] {
	if r, ok := any(&filters32).(*scratch.Pool[PackedFilter[T]]); ok {
		return r
	}
	return any(&filters64).(*scratch.Pool[PackedFilter[T]])
}

func plansOf[T Float]() *scratch.Pool[GradientPlan[T]] {
	if r, ok := any(&plans32).(*scratch.Pool[GradientPlan[T]]); ok {
		return r
	}
	return any(&plans64).(*scratch.Pool[GradientPlan[T]])
}
