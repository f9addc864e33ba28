package inspect

import (
	"context"
	"slices"
)

// suspicions returns the labels that groups of duplicates or neighbours speak against. A sample that both speak against is listed once, by
// its duplicates.
func (s *survey) suspicions(ctx context.Context, groups []group) ([]Suspicion, NeighbourReport, error) {
	found := map[int32]Suspicion{}
	for _, g := range groups {
		s.suspectGroup(g, found)
	}
	report, err := s.suspectNeighbours(ctx, found)
	if err != nil {
		return nil, report, err
	}
	places := make([]int32, 0, len(found))
	for place := range found {
		places = append(places, place)
	}
	slices.Sort(places)
	suspicions := []Suspicion{}
	for _, place := range places {
		suspicions = append(suspicions, found[place])
	}
	return suspicions, report, nil
}

// suspectGroup suspects the members of a group that are not of its most common class: all of them, if there is not one that is the most
// common.
func (s *survey) suspectGroup(g group, found map[int32]Suspicion) {
	counts := map[int32]int{}
	for _, place := range g.places {
		counts[s.states[place].label]++
	}
	if len(counts) < 2 {
		return
	}
	winner, count := mode(counts)
	for _, place := range g.places {
		if s.states[place].label == winner {
			continue
		}
		suspicion := Suspicion{Place: s.place(int(place)), Cause: ByDuplicates, Of: len(g.places) - 1}
		if winner >= 0 {
			suspicion.Likely, suspicion.Agreeing = s.classes[winner], count
		}
		found[place] = suspicion
	}
}

// mode returns the most common label and its count, or -1 if two are as common.
func mode(counts map[int32]int) (label int32, count int) {
	label = -1
	for candidate, n := range counts {
		switch {
		case n > count:
			label, count = candidate, n
		case n == count:
			label = -1
		}
	}
	return label, count
}

// suspectNeighbours suspects the samples whose neighbours are of another class.
func (s *survey) suspectNeighbours(ctx context.Context, found map[int32]Suspicion) (NeighbourReport, error) {
	r := s.reservoir
	votes := make([]vote, len(r.places))
	err := r.neighbours(ctx, func(i int, near []int) { votes[i] = s.count(r.places[i], near) })
	if err != nil || len(votes) == 0 {
		return NeighbourReport{}, err
	}
	right := 0
	sizes := map[int32]int{}
	for i, v := range votes {
		place := r.places[i]
		label := s.states[place].label
		sizes[label]++
		if v.winner == label {
			right++
		}
		if _, known := found[place]; known || v.own > 0 || v.winner < 0 || v.agreeing < agreement {
			continue
		}
		found[place] = Suspicion{
			Place: s.place(int(place)), Likely: s.classes[v.winner], Cause: ByNeighbours, Agreeing: v.agreeing, Of: v.of,
		}
	}
	most := 0
	for _, n := range sizes {
		most = max(most, n)
	}
	n := float64(len(votes))
	return NeighbourReport{Samples: len(votes), Accuracy: float64(right) / n, LargestClass: float64(most) / n}, nil
}

// A vote is what the neighbours of a sample say of its class.
type vote struct {
	winner            int32 // the most common class, -1 if there is not one
	own, agreeing, of int   // neighbours of the sample's own class, of the winner, and all
}

func (s *survey) count(place int32, near []int) vote {
	counts := map[int32]int{}
	for _, i := range near {
		counts[s.states[s.reservoir.places[i]].label]++
	}
	v := vote{of: len(near), own: counts[s.states[place].label]}
	v.winner, v.agreeing = mode(counts)
	return v
}
