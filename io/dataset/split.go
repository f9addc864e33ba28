package dataset

import (
	"slices"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/random"
)

// Split cuts a set in two at random: the second part has the given share of the samples, from 0 to 1, rounded to whole samples. Both keep
// the order of the set. Which samples go where depends on the seed and the number of samples alone.
func Split(set Set, share float64, seed uint64) (rest, part Set, err error) {
	if !(share >= 0 && share <= 1) {
		return nil, nil, errors.Errorf("received the share %v for a split, want one from 0 to 1", share)
	}
	order := random.Stream(seed, "split").Perm(set.Len())
	return halves(set, order[:rounded(share, set.Len())])
}

// StratifiedSplit is Split within each class, so that both parts have the classes in the same proportions as the set, up to rounding.
func StratifiedSplit(set Set, share float64, seed uint64) (rest, part Set, err error) {
	if !(share >= 0 && share <= 1) {
		return nil, nil, errors.Errorf("received the share %v for a split, want one from 0 to 1", share)
	}
	var chosen []int
	for label, members := range byClass(set) {
		random.Stream(seed, "stratified split", strconv.Itoa(label)).Shuffle(len(members), func(i, j int) {
			members[i], members[j] = members[j], members[i]
		})
		chosen = append(chosen, members[:rounded(share, len(members))]...)
	}
	return halves(set, chosen)
}

// Fold returns the training and validation part of number fold, from 0, of a k-fold cross-validation: the validation parts of all folds
// together are the set, and no sample is in two of them. Their sizes differ by one at most.
func Fold(set Set, fold, folds int, seed uint64) (training, validation Set, err error) {
	if folds < 2 || fold < 0 || fold >= folds {
		return nil, nil, errors.Errorf("received fold %d of %d, want 2 folds or more, counted from 0", fold, folds)
	}
	if folds > set.Len() {
		return nil, nil, errors.Errorf("received %d folds of %d samples, want a sample or more in each", folds, set.Len())
	}
	order := random.Stream(seed, "folds").Perm(set.Len())
	return halves(set, order[fold*len(order)/folds:(fold+1)*len(order)/folds])
}

// halves returns the samples that are not chosen and those that are, which must be different ones.
func halves(set Set, chosen []int) (rest, part Set, err error) {
	chosen = slices.Sorted(slices.Values(chosen))
	others := make([]int, 0, set.Len()-len(chosen))
	next := 0
	for i := range set.Len() {
		if next < len(chosen) && chosen[next] == i {
			next++
			continue
		}
		others = append(others, i)
	}
	return newSubset(set, others), newSubset(set, chosen), nil
}

func rounded(share float64, n int) int { return int(share*float64(n) + 0.5) }

// byClass returns the samples of each class, in the order of the set.
func byClass(set Set) [][]int {
	members := make([][]int, len(set.Classes()))
	for i := range set.Len() {
		if label := set.Label(i); label >= 0 && label < len(members) { // others are unreadable samples, which a loader counts
			members[label] = append(members[label], i)
		}
	}
	return members
}
