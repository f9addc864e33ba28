// Package datasettest tests implementations of dataset.Source and dataset.Set, as testing/fstest does those of fs.FS.
package datasettest

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/io/dataset"
)

// Run checks that set keeps the contracts of dataset.Set and dataset.Source. It reads every sample.
func Run(t *testing.T, set dataset.Set) {
	t.Helper()
	RunSource(t, set)
	t.Run("labels", func(t *testing.T) { labels(t, set) })
	t.Run("concurrent reads", func(t *testing.T) { concurrentReads(t, set) })
	t.Run("wrong indices", func(t *testing.T) { wrongIndices(t, set) })
}

// RunSource checks that source keeps the contract of dataset.Source. It reads every sample, several times.
func RunSource(t *testing.T, source dataset.Source) {
	t.Helper()
	t.Run("samples", func(t *testing.T) { samples(t, source) })
	t.Run("each sample once", func(t *testing.T) { eachOnce(t, source) })
	t.Run("order", func(t *testing.T) { order(t, source) })
	t.Run("start", func(t *testing.T) { start(t, source) })
	t.Run("cancelled", func(t *testing.T) { cancelled(t, source) })
}

// samples checks that a sample has a name, a label in range and an image, and that nothing is left of what was read before.
func samples(t *testing.T, source dataset.Source) {
	used := dataset.Sample{Name: "used", Label: -1, Encoded: bytes.Repeat([]byte{7}, 99), Image: dataset.Image{Pixels: make([]uint8, 99)}}
	for record := range source.Visit(context.Background(), dataset.Order{}) {
		var fresh dataset.Sample
		if err := record.Read(&fresh); err != nil {
			t.Fatalf("sample %d: %v", record.Index, err)
		}
		check(t, record.Index, &fresh, len(source.Classes()))
	}
	for record := range source.Visit(context.Background(), dataset.Order{}) {
		if err := record.Read(&used); err != nil {
			t.Fatalf("sample %d, into a used sample: %v", record.Index, err)
		}
		check(t, record.Index, &used, len(source.Classes()))
	}
}

func check(t *testing.T, index int, sample *dataset.Sample, classes int) {
	t.Helper()
	if sample.Name == "" {
		t.Errorf("sample %d has no name", index)
	}
	if sample.Label < 0 || sample.Label >= classes {
		t.Fatalf("sample %d has label %d, want an index into %d classes", index, sample.Label, classes)
	}
	if len(sample.Encoded) > 0 {
		return
	}
	if err := sample.Image.Check(); err != nil {
		t.Fatalf("sample %d: %v", index, err)
	}
}

// indices returns what a visit yields, in its order.
func indices(source dataset.Source, order dataset.Order) []int {
	var all []int
	for record := range source.Visit(context.Background(), order) {
		all = append(all, record.Index)
	}
	return all
}

// eachOnce checks that the shares of all ranks together are every sample once.
func eachOnce(t *testing.T, source dataset.Source) {
	for ranks := range 4 { // 0 ranks mean 1
		var all []int
		for rank := range max(ranks, 1) {
			all = append(all, indices(source, dataset.Order{Shuffle: true, Seed: 3, Epoch: 1, Rank: rank, Ranks: ranks})...)
		}
		slices.Sort(all)
		if len(all) != source.Len() {
			t.Fatalf("%d ranks visit %d samples, want %d", ranks, len(all), source.Len())
		}
		for i := 1; i < len(all); i++ {
			if all[i] == all[i-1] {
				t.Fatalf("%d ranks visit sample %d twice", ranks, all[i])
			}
		}
	}
}

// order checks that a visit can be repeated and that seeds and epochs differ, of sets so large that equal orders are no chance.
func order(t *testing.T, source dataset.Source) {
	first := dataset.Order{Shuffle: true, Seed: 5, Epoch: 2}
	otherSeed, otherEpoch := first, first
	otherSeed.Seed, otherEpoch.Epoch = 6, 3
	want := indices(source, first)
	if got := indices(source, first); !slices.Equal(got, want) {
		t.Errorf("the same order gives %v, then %v", want, got)
	}
	if source.Len() < 20 {
		return
	}
	for _, other := range []dataset.Order{otherSeed, otherEpoch} {
		if slices.Equal(indices(source, other), want) {
			t.Errorf("%+v and %+v give the same order", first, other)
		}
	}
}

// start checks that a visit that starts late is the end of the whole one, with the same samples.
func start(t *testing.T, source dataset.Source) {
	order := dataset.Order{Shuffle: true, Seed: 8}
	whole := readAll(t, source, order)
	for _, start := range []int{1, len(whole) / 2, len(whole) - 1, len(whole), len(whole) + 3} {
		order.Start = max(start, 0)
		if rest := readAll(t, source, order); !slices.EqualFunc(rest, whole[min(order.Start, len(whole)):], equal) {
			t.Errorf("the visit from record %d differs from the end of the whole visit", order.Start)
		}
	}
}

func readAll(t *testing.T, source dataset.Source, order dataset.Order) []dataset.Sample {
	t.Helper()
	var all []dataset.Sample
	for record := range source.Visit(context.Background(), order) {
		var sample dataset.Sample
		if err := record.Read(&sample); err != nil {
			t.Fatalf("sample %d: %v", record.Index, err)
		}
		all = append(all, sample)
	}
	return all
}

func equal(a, b dataset.Sample) bool {
	return a.Name == b.Name && a.Label == b.Label && bytes.Equal(a.Encoded, b.Encoded) &&
		a.Image.Channels == b.Image.Channels && a.Image.Height == b.Image.Height && a.Image.Width == b.Image.Width &&
		bytes.Equal(a.Image.Pixels, b.Image.Pixels)
}

// cancelled checks that a visit ends when its context does.
func cancelled(t *testing.T, source dataset.Source) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	seen := 0
	for range source.Visit(ctx, dataset.Order{}) {
		seen++
		cancel()
	}
	if seen > 1 {
		t.Errorf("%d records came, want none after the first, when the context was cancelled", seen)
	}
}

// labels checks that a label can be told without reading the image.
func labels(t *testing.T, set dataset.Set) {
	var sample dataset.Sample
	for i := range set.Len() {
		if err := set.Read(i, &sample); err != nil {
			t.Fatalf("sample %d: %v", i, err)
		}
		if label := set.Label(i); label != sample.Label {
			t.Errorf("sample %d has label %d when it is read, and %d without", i, sample.Label, label)
		}
	}
}

// concurrentReads checks that samples read side by side are those read one by one.
func concurrentReads(t *testing.T, set dataset.Set) {
	n := min(set.Len(), 64)
	together, errs := make([]dataset.Sample, n), make([]error, n)
	parallel.For(n, func(i int) { errs[i] = set.Read(i, &together[i]) })
	for i := range n {
		var alone dataset.Sample
		if err := set.Read(i, &alone); err != nil || errs[i] != nil {
			t.Fatalf("sample %d: read alone %v, read beside others %v", i, err, errs[i])
		}
		if !equal(alone, together[i]) {
			t.Errorf("sample %d differs when it is read beside others", i)
		}
	}
}

// wrongIndices checks that indices outside of the set are errors, not panics.
func wrongIndices(t *testing.T, set dataset.Set) {
	for _, i := range []int{-1, set.Len()} {
		if err := set.Read(i, new(dataset.Sample)); err == nil {
			t.Errorf("sample %d of %d gives no error", i, set.Len())
		}
	}
}
