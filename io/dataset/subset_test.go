package dataset_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

func TestSetsKeepTheContract(t *testing.T) {
	whole := counting{n: 20}
	some, err := dataset.Subset(whole, []int{7, 0, 7})
	if err != nil {
		t.Fatal(err)
	}
	first, err := dataset.First(some, 2)
	if err != nil {
		t.Fatal(err)
	}
	for name, set := range map[string]dataset.Set{"whole": whole, "subset": some, "first of a subset": first} {
		t.Run(name, func(t *testing.T) { datasettest.Run(t, set) })
	}
}

func TestSubset(t *testing.T) {
	places := []int{4, 2, 4}
	set, err := dataset.Subset(counting{n: 5}, places)
	if err != nil {
		t.Fatal(err)
	}
	places[0] = 0 // the subset must not follow
	if got, want := labels(t, set), []int{1, 2, 1}; !slices.Equal(got, want) {
		t.Errorf("labels are %v, want %v", got, want)
	}
}

func TestFirst(t *testing.T) {
	for _, n := range []int{0, 1, 5} {
		set, err := dataset.First(counting{n: 5}, n)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := labels(t, set), []int{0, 1, 2, 0, 1}[:n]; !slices.Equal(got, want) {
			t.Errorf("labels of the first %d are %v, want %v", n, got, want)
		}
	}
}

func TestSubsetErrors(t *testing.T) {
	set := counting{n: 5, broken: map[int]bool{3: true}}
	broken, err := dataset.Subset(set, []int{3})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		try  func() error
		want string
	}{
		"index too high": {func() error { _, err := dataset.Subset(set, []int{0, 5}); return err }, "index 5 (at place 1)"},
		"index negative": {func() error { _, err := dataset.Subset(set, []int{-1}); return err }, "index -1 (at place 0)"},
		"more than all":  {func() error { _, err := dataset.First(set, 6); return err }, "first 6 samples: want 0 to 5"},
		"negative count": {func() error { _, err := dataset.First(set, -1); return err }, "first -1 samples"},
		"broken sample":  {func() error { return broken.Read(0, new(dataset.Sample)) }, "sample 3 is broken"},
	} {
		if err := c.try(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that contains %q", name, err, c.want)
		}
	}
}
