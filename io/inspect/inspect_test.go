package inspect

import (
	"context"
	"fmt"
	"image/color"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
	"go.uber.org/goleak"
)

func inspected(t *testing.T, settings Settings, sets ...dataset.Source) *Report {
	t.Helper()
	var splits []Split
	for i, set := range sets {
		splits = append(splits, Split{Name: []string{"train", "test"}[i], Source: set})
	}
	r, err := Inspect(context.Background(), splits, settings)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMemoryIsASet(t *testing.T) { datasettest.Run(t, clean(t, 1, 8)) }

func TestNothingIsInvented(t *testing.T) {
	r := inspected(t, Settings{Examples: 4}, clean(t, 1, 30), clean(t, 2, 10))
	if len(r.Unreadable)+len(r.Exact)+len(r.Near)+len(r.Blank)+len(r.Suspicions) > 0 {
		t.Errorf("findings in a clean set: %+v", r)
	}
	if r.Neighbours.Samples != 120 || r.Neighbours.Accuracy < 0.9 || r.Neighbours.LargestClass != 1.0/3 {
		t.Errorf("neighbours: %+v, want 120 samples of three classes that are easily told apart", r.Neighbours)
	}
	train := r.Splits[0]
	if train.Samples != 90 || train.Readable != 90 || train.Imbalance != 1 || train.Grey != 0 ||
		!reflect.DeepEqual(train.Formats, map[string]int{"jpeg": 45, "png": 45}) ||
		!slices.Equal(train.Classes, []ClassCount{{"anemone", 30}, {"coral", 30}, {"sponge", 30}}) ||
		train.Width != (Distribution{40, 40, 64}) || train.Height != (Distribution{48, 48, 56}) ||
		!slices.Equal(train.Sizes, []SizeCount{{40, 56, 45}, {64, 48, 45}}) {
		t.Errorf("the split is described as %+v", train)
	}
	counts := map[string]int{}
	for _, p := range r.Examples {
		counts[p.Class]++
	}
	if !reflect.DeepEqual(counts, map[string]int{"anemone": 4, "coral": 4, "sponge": 4}) {
		t.Errorf("examples by class: %v, want 4 of each", counts)
	}
}

// planted makes a training and a test set with one of every problem. The names of the samples tell which.
func planted(t *testing.T) (train, test *memory) {
	train, test = clean(t, 1, 30), clean(t, 2, 10)
	generator := rand.New(rand.NewPCG(3, 0))
	name := func(set *memory, name string, label int, encoded []byte) {
		set.samples[set.add(label, encoded)].Name = name
	}
	name(train, "text", 0, []byte("not an image at all"))
	whole := asJPEG(t, photograph(generator, 0, 64, 48), 90)
	name(train, "cut short", 1, whole[:len(whole)*3/4])
	name(train, "broken", 1, whole)
	train.broken[train.Len()-1] = true
	name(train, "wrong label", 3, whole)

	name(train, "grey wall", 1, asPNG(t, plain(color.Gray{130}, 30, 30)))
	name(test, "black", 2, asJPEG(t, plain(color.Black, 64, 64), 90))

	for _, p := range []struct {
		name          string
		first, second *memory
		firstLabel    int
		secondLabel   int
		exact         bool
	}{
		{"exact", train, train, 0, 0, true},
		{"exact, other label", train, train, 1, 2, true},
		{"exact, other split", train, test, 1, 1, true},
		{"near", train, train, 2, 2, false},
		{"near, other label", train, train, 0, 1, false},
		{"near, other split", train, test, 2, 2, false},
	} {
		m := photograph(generator, p.firstLabel, 96, 64)
		copied := asJPEG(t, m, 90)
		if !p.exact {
			copied = asJPEG(t, halved(m), 60)
		}
		name(p.first, p.name+" 1", p.firstLabel, asJPEG(t, m, 90))
		name(p.second, p.name+" 2", p.secondLabel, copied)
	}
	for i := range 2 {
		name(train, fmt.Sprintf("mislabelled %d", i), 1, asJPEG(t, photograph(generator, 2*i, 64, 48), 90))
	}
	return train, test
}

// describe writes a group in one line.
func describe(g Group) string {
	var line strings.Builder
	for _, p := range g.Samples {
		line.WriteString(p.Split + " " + p.Class + " " + p.Name + "; ")
	}
	if g.LabelsDiffer {
		line.WriteString("labels differ; ")
	}
	if g.AcrossSplits {
		line.WriteString("across splits; ")
	}
	return line.String()
}

func equalLines[T any](t *testing.T, what string, got []T, describe func(T) string, want ...string) {
	t.Helper()
	var lines []string
	for _, v := range got {
		lines = append(lines, describe(v))
	}
	if !slices.Equal(lines, want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

func TestEveryPlantedProblemIsFound(t *testing.T) {
	train, test := planted(t)
	r := inspected(t, Settings{}, train, test)
	equalLines(t, "unreadable", r.Unreadable, func(u Unreadable) string { return u.Class + " " + u.Name },
		"anemone text", "coral cut short", " broken", " wrong label")
	for i, want := range []string{"is no image", "decode jpeg", "on fire", "received label 3, expected 0 to 2"} {
		if got := r.Unreadable[i].Reason; !strings.Contains(got, want) {
			t.Errorf("%s: the reason is %q, want one with %q", r.Unreadable[i].Name, got, want)
		}
	}
	equalLines(t, "exact duplicates", r.Exact, describe,
		"train anemone exact 1; train anemone exact 2; ",
		"train coral exact, other label 1; train sponge exact, other label 2; labels differ; ",
		"train coral exact, other split 1; test coral exact, other split 2; across splits; ")
	equalLines(t, "near duplicates", r.Near, describe,
		"train sponge near 1; train sponge near 2; ",
		"train anemone near, other label 1; train coral near, other label 2; labels differ; ",
		"train sponge near, other split 1; test sponge near, other split 2; across splits; ")
	equalLines(t, "blank", r.Blank, func(p Place) string { return p.Split + " " + p.Name }, "train grey wall", "test black")
	equalLines(t, "suspicions", r.Suspicions, func(s Suspicion) string { return s.Name + ": " + s.Likely + " by " + s.Cause },
		"exact, other label 1:  by duplicates", "exact, other label 2:  by duplicates",
		"near, other label 1:  by duplicates", "near, other label 2:  by duplicates",
		"mislabelled 0: anemone by neighbours", "mislabelled 1: sponge by neighbours")
	if s := r.Splits[0]; s.Samples != 90+4+1+10+2 || s.Readable != s.Samples-4 {
		t.Errorf("%d samples, %d of them readable, want 107 and 4 fewer", s.Samples, s.Readable)
	}
}

func TestWorkersDoNotMatter(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreAnyFunction("github.com/reefml/reef/internal/parallel.(*worker).run"))
	train, test := planted(t)
	settings := Settings{Workers: 1, Examples: 3, Neighbours: 100}
	want := inspected(t, settings, train, test)
	for _, settings.Workers = range []int{2, 5} {
		if got := inspected(t, settings, train, test); !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers report\n%+v\none reports\n%+v", settings.Workers, got, want)
		}
	}
}

func TestSwitchedOff(t *testing.T) {
	train, test := planted(t)
	r := inspected(t, Settings{NearDistance: -1, Neighbours: -1}, train, test)
	if len(r.Near) > 0 || r.Neighbours != (NeighbourReport{}) || len(r.Suspicions) != 2 {
		t.Errorf("near duplicates %v, neighbours %v, suspicions %v: want none but those by exact duplicates", r.Near, r.Neighbours, r.Suspicions)
	}
}

// Classes are compared by name: the splits may number them differently, and one may lack some.
func TestClassesAreJoinedByName(t *testing.T) {
	train, test := clean(t, 1, 4), clean(t, 2, 4)
	test.classes = []string{"sponge", "kelp"}
	test.samples = nil
	test.add(0, train.samples[2].Encoded) // a sponge in both
	test.add(1, train.samples[1].Encoded) // a coral
	r := inspected(t, Settings{}, train, test)
	equalLines(t, "exact duplicates", r.Exact, describe,
		"train coral sample 1; test kelp sample 1; labels differ; across splits; ",
		"train sponge sample 2; test sponge sample 0; across splits; ")
}

func TestProgressCountsEverySample(t *testing.T) {
	var seen []int
	settings := Settings{Progress: func(done, total int) {
		if seen = append(seen, done); total != 15 {
			t.Errorf("progress is told of %d samples, want 15", total)
		}
	}}
	inspected(t, settings, clean(t, 1, 3), clean(t, 2, 2))
	if len(seen) != 15 || !slices.IsSorted(seen) || seen[14] != 15 {
		t.Errorf("progress was told of %v, want 1 to 15", seen)
	}
}

func TestCancelled(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreAnyFunction("github.com/reefml/reef/internal/parallel.(*worker).run"))
	ctx, cancel := context.WithCancel(context.Background())
	settings := Settings{Workers: 3, Progress: func(done, _ int) {
		if done == 10 {
			cancel()
		}
		if done > 10 {
			t.Errorf("sample %d was counted after the cancelling", done)
		}
	}}
	r, err := Inspect(ctx, []Split{{Name: "train", Source: clean(t, 1, 20)}}, settings)
	if r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("received %v, %v, want that it was cancelled", r, err)
	}
}

func TestEmptySet(t *testing.T) {
	r := inspected(t, Settings{}, &memory{classes: []string{"none"}})
	if s := r.Splits[0]; s.Samples != 0 || s.Imbalance != 0 || len(s.Mean) != 0 || s.Width != (Distribution{}) {
		t.Errorf("an empty set is described as %+v", s)
	}
}

func TestWrongSettings(t *testing.T) {
	set := clean(t, 1, 1)
	for _, c := range []struct {
		want     string
		settings Settings
		splits   []Split
	}{
		{"no split", Settings{}, nil},
		{"-1 workers", Settings{Workers: -1}, []Split{{Source: set}}},
		{"at most 16 of 64", Settings{NearDistance: 17}, []Split{{Source: set}}},
		{"received 2 as the deviation", Settings{Blank: 2}, []Split{{Source: set}}},
		{`two splits of the name "a"`, Settings{}, []Split{{"a", set}, {"a", set}}},
	} {
		if _, err := Inspect(context.Background(), c.splits, c.settings); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error is %v, want one with %q", err, c.want)
		}
	}
}
