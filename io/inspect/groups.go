package inspect

import (
	"bytes"
	"cmp"
	"context"
	"slices"
)

// A group is samples that are the same, as places in the survey in ascending order.
type group struct {
	places   []int32
	distance int
}

// exactGroups returns the groups of readable samples with the same bytes, by their first member.
func (s *survey) exactGroups() []group {
	var order []int32
	for i := range s.states {
		if s.states[i].readable {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(bytes.Compare(s.states[a].digest[:], s.states[b].digest[:]), cmp.Compare(a, b))
	})
	var groups []group
	for run := range runs(order, func(a, b int32) bool { return s.states[a].digest == s.states[b].digest }) {
		if len(run) > 1 {
			groups = append(groups, group{places: run})
		}
	}
	sortGroups(groups)
	return groups
}

// nearGroups returns the groups of samples that look the same, where not all have the same bytes.
//
// Of samples with the same bytes, and then of those with the same hash and like signatures, one stands for all: many copies of an image cost
// no more than their number. A group is a sample and those that are near to it and in no group before: groups do not grow along chains, of
// which a set of digits would be one. Blank samples are left out, as their hashes say nothing.
func (s *survey) nearGroups(ctx context.Context, exact []group) ([]group, error) {
	if s.settings.NearDistance < 0 {
		return nil, nil
	}
	joined := newForest(len(s.states))
	for _, g := range exact {
		for _, place := range g.places[1:] {
			joined.join(g.places[0], place, 0)
		}
	}
	different := newForest(len(s.states)) // joins without those of the same bytes
	join := func(a, b int32, distance int) {
		joined.join(a, b, distance)
		different.join(a, b, distance)
	}
	leaders := s.leaders(joined, join)
	if err := s.joinNear(ctx, leaders, join); err != nil {
		return nil, err
	}
	return joined.groups(different), nil
}

// joinNear joins each leader that is not in a group yet with those near to it that are not either.
func (s *survey) joinNear(ctx context.Context, leaders []int32, join func(a, b int32, distance int)) error {
	slices.Sort(leaders)
	hashes := make([]uint64, len(leaders))
	for i, place := range leaders {
		hashes[i] = s.states[place].hash
	}
	index := newHashIndex(hashes, s.settings.NearDistance)
	taken := make([]bool, len(leaders))
	for i, leader := range leaders {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if taken[i] {
			continue
		}
		index.within(i, func(j, distance int) {
			// One before the leader is in a group, or is not near.
			if j > i && !taken[j] && s.states[leader].signature.like(&s.states[leaders[j]].signature) {
				taken[j] = true
				join(leader, leaders[j], distance)
			}
		})
	}
	return nil
}

// leaders joins samples with the same hash and like signatures, and returns one of each kind, the first.
func (s *survey) leaders(joined *forest, join func(a, b int32, distance int)) []int32 {
	var order []int32
	for i := range s.states {
		if sample := &s.states[i]; sample.readable && !sample.blank && joined.root(int32(i)) == int32(i) {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.states[a].hash, s.states[b].hash), cmp.Compare(a, b))
	})
	var leaders []int32
	for run := range runs(order, func(a, b int32) bool { return s.states[a].hash == s.states[b].hash }) {
		first := len(leaders)
		for _, place := range run {
			at := slices.IndexFunc(leaders[first:], func(leader int32) bool {
				return s.states[leader].signature.like(&s.states[place].signature)
			})
			if at < 0 {
				leaders = append(leaders, place)
			} else {
				join(leaders[first+at], place, 0)
			}
		}
	}
	return leaders
}

// groups writes groups down for a report.
func (s *survey) groups(groups []group) []Group {
	written := []Group{}
	for _, g := range groups {
		w := Group{Distance: g.distance}
		first := &s.states[g.places[0]]
		for _, place := range g.places {
			w.Samples = append(w.Samples, s.place(int(place)))
			w.LabelsDiffer = w.LabelsDiffer || s.states[place].label != first.label
			w.AcrossSplits = w.AcrossSplits || s.states[place].split != first.split
		}
		written = append(written, w)
	}
	return written
}

// sortGroups sorts groups by their first member.
func sortGroups(groups []group) {
	slices.SortFunc(groups, func(a, b group) int { return cmp.Compare(a.places[0], b.places[0]) })
}

// runs yields the runs of equal elements.
func runs(order []int32, equal func(a, b int32) bool) func(yield func([]int32) bool) {
	return func(yield func([]int32) bool) {
		for first := 0; first < len(order); {
			end := first + 1
			for end < len(order) && equal(order[first], order[end]) {
				end++
			}
			if !yield(order[first:end:end]) {
				return
			}
			first = end
		}
	}
}
