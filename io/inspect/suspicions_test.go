package inspect

import "testing"

func TestMode(t *testing.T) {
	for _, c := range []struct {
		counts map[int32]int
		label  int32
		count  int
	}{
		{map[int32]int{}, -1, 0},
		{map[int32]int{3: 2}, 3, 2},
		{map[int32]int{3: 2, 1: 2}, -1, 2},
		{map[int32]int{3: 2, 1: 2, 0: 4, 5: 3}, 0, 4},
	} {
		for range 10 { // maps are visited in any order
			if label, count := mode(c.counts); label != c.label || count != c.count {
				t.Errorf("of %v the most common is %d, %d times; want %d, %d times", c.counts, label, count, c.label, c.count)
			}
		}
	}
}

// Of three copies, two of which have the same label, the third is suspected.
func TestTheMajorityOfCopiesIsBelieved(t *testing.T) {
	set := clean(t, 1, 3)
	copied := set.samples[0].Encoded
	set.add(0, copied)
	odd := set.add(1, copied)
	r := inspected(t, Settings{}, set)
	if len(r.Suspicions) != 1 || r.Suspicions[0].Index != odd || r.Suspicions[0].Likely != "anemone" || r.Suspicions[0].Agreeing != 2 ||
		r.Suspicions[0].Of != 2 {
		t.Errorf("suspicions are %+v, want sample %d, anemone by 2 of 2", r.Suspicions, odd)
	}
}
