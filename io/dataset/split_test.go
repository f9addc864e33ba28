package dataset_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// skewed has 100 samples of which 80 are of class 0, 15 of class 1 and 5 of class 2.
func skewed() counting {
	set := counting{n: 100, labels: map[int]int{}}
	for i := range 100 {
		switch {
		case i < 80:
			set.labels[i] = 0
		case i < 95:
			set.labels[i] = 1
		default:
			set.labels[i] = 2
		}
	}
	return set
}

// values returns what the samples of a set show, which is their number in a counting set.
func values(t *testing.T, set dataset.Set) []int {
	t.Helper()
	var sample dataset.Sample
	var all []int
	for i := range set.Len() {
		if err := set.Read(i, &sample); err != nil {
			t.Fatal(err)
		}
		all = append(all, int(sample.Image.Pixels[0]))
	}
	return all
}

func classCounts(set dataset.Set) []int {
	counts := make([]int, len(set.Classes()))
	for i := range set.Len() {
		counts[set.Label(i)]++
	}
	return counts
}

// disjoint checks that parts are the numbers from 0 to n-1, each once.
func disjoint(t *testing.T, name string, n int, parts ...[]int) {
	t.Helper()
	all := slices.Concat(parts...)
	slices.Sort(all)
	for i := range n {
		if len(all) != n || all[i] != i {
			t.Fatalf("%s: the parts hold %d samples that are not each of %d once", name, len(all), n)
		}
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		share float64
		want  int
	}{{0, 0}, {0.2, 20}, {0.999, 100}, {0.994, 99}, {1, 100}} {
		rest, part, err := dataset.Split(skewed(), c.share, 4)
		if err != nil {
			t.Fatal(err)
		}
		if part.Len() != c.want {
			t.Errorf("a share of %v has %d samples, want %d", c.share, part.Len(), c.want)
		}
		a, b := values(t, rest), values(t, part)
		disjoint(t, "split", 100, a, b)
		if !slices.IsSorted(a) || !slices.IsSorted(b) {
			t.Error("the parts are not in the order of the set")
		}
	}
	_, first, _ := dataset.Split(skewed(), 0.3, 1)
	_, again, _ := dataset.Split(skewed(), 0.3, 1)
	_, other, _ := dataset.Split(skewed(), 0.3, 2)
	if !slices.Equal(values(t, first), values(t, again)) || slices.Equal(values(t, first), values(t, other)) {
		t.Error("a split does not depend on its seed alone")
	}
	datasettest.Run(t, first)
}

func TestStratifiedSplit(t *testing.T) {
	rest, part, err := dataset.StratifiedSplit(skewed(), 0.2, 4)
	if err != nil {
		t.Fatal(err)
	}
	if got := classCounts(part); !slices.Equal(got, []int{16, 3, 1}) {
		t.Errorf("the part has %v samples of the classes, want [16 3 1]", got)
	}
	disjoint(t, "stratified split", 100, values(t, rest), values(t, part))
}

func TestFold(t *testing.T) {
	var validations [][]int
	for fold := range 7 {
		training, validation, err := dataset.Fold(skewed(), fold, 7, 3)
		if err != nil {
			t.Fatal(err)
		}
		disjoint(t, "fold", 100, values(t, training), values(t, validation))
		if n := validation.Len(); n != 14 && n != 15 {
			t.Errorf("fold %d has %d samples, want 14 or 15", fold, n)
		}
		validations = append(validations, values(t, validation))
	}
	disjoint(t, "all folds", 100, validations...)
}

func TestBalance(t *testing.T) {
	set := dataset.Balance(skewed())
	if got := classCounts(set); !slices.Equal(got, []int{80, 80, 80}) {
		t.Errorf("the balanced set has %v samples of the classes, want 80 of each", got)
	}
	seen := map[int]int{}
	for _, i := range values(t, set) {
		seen[i]++
	}
	if len(seen) != 100 || seen[80] != 6 || seen[94] != 5 || seen[99] != 16 {
		t.Errorf("%d samples are left of 100; sample 80 occurs %d times, 94 %d, 99 %d, want 6, 5, 16", len(seen), seen[80], seen[94], seen[99])
	}
	datasettest.Run(t, set)
	if n := dataset.Balance(counting{}).Len(); n != 0 {
		t.Errorf("an empty set has %d samples when it is balanced", n)
	}
}

func TestConcat(t *testing.T) {
	set, err := dataset.Concat(counting{n: 3}, counting{}, counting{n: 2}, counting{n: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := values(t, set), []int{0, 1, 2, 0, 1, 0}; !slices.Equal(got, want) {
		t.Errorf("the sets joined are %v, want %v", got, want)
	}
	datasettest.Run(t, set)
}

// renamed is a set with other classes.
type renamed struct{ counting }

func (renamed) Classes() []string { return []string{"one", "two"} }

func TestSplitErrors(t *testing.T) {
	set := skewed()
	for name, c := range map[string]struct {
		try  func() error
		want string
	}{
		"share too large":      {func() error { _, _, err := dataset.Split(set, 1.5, 1); return err }, "share 1.5"},
		"negative share":       {func() error { _, _, err := dataset.StratifiedSplit(set, -1, 1); return err }, "share -1"},
		"one fold":             {func() error { _, _, err := dataset.Fold(set, 0, 1, 1); return err }, "fold 0 of 1"},
		"fold too high":        {func() error { _, _, err := dataset.Fold(set, 3, 3, 1); return err }, "fold 3 of 3"},
		"more folds than set":  {func() error { _, _, err := dataset.Fold(set, 0, 101, 1); return err }, "101 folds of 100 samples"},
		"nothing to join":      {func() error { _, err := dataset.Concat(); return err }, "no sets to join"},
		"joining other class":  {func() error { _, err := dataset.Concat(set, renamed{set}); return err }, `set 2 has ["one" "two"]`},
		"reading beyond joins": {func() error { s, _ := dataset.Concat(set); return s.Read(100, new(dataset.Sample)) }, "sample 100 does not exist"},
	} {
		if err := c.try(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that contains %q", name, err, c.want)
		}
	}
}
