package dataset_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

func TestEachSampleOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		set := counting{n: random.IntN(300)}
		order := dataset.Order{Batch: random.IntN(70), Shuffle: random.IntN(2) == 1, Seed: random.Uint64(), Epoch: random.IntN(9)}
		visited := indices(t, set, order)
		slices.Sort(visited)
		if len(visited) != set.n {
			t.Fatalf("%+v of %d samples: visited %d", order, set.n, len(visited))
		}
		for i, index := range visited {
			if i != index {
				t.Fatalf("%+v of %d samples: sample %d was not visited exactly once", order, set.n, i)
			}
		}
	}
}

func TestBatchHoldsItsSamples(t *testing.T) {
	set := counting{n: 50}
	for _, batch := range visit(t, set, dataset.Order{Batch: 8, Shuffle: true, Seed: 3}) {
		for k, i := range batch.Indices {
			want := float32(i) / float32(set.n)
			if batch.Labels[k] != i%3 || batch.Pixels[2*k] != want || batch.Pixels[2*k+1] != want {
				t.Errorf("sample %d: label %d, pixels %v, want %d, %v twice", i, batch.Labels[k], batch.Pixels[2*k:2*k+2], i%3, want)
			}
		}
	}
}

func TestBatchSizes(t *testing.T) {
	for _, c := range []struct {
		n, batch int
		want     []int
	}{
		{0, 4, nil},
		{1, 4, []int{1}},
		{8, 4, []int{4, 4}},
		{9, 4, []int{4, 4, 1}},
		{3, 1, []int{1, 1, 1}},
		{300, 0, []int{128, 128, 44}}, // the default
	} {
		var sizes []int
		for _, batch := range visit(t, counting{n: c.n}, dataset.Order{Batch: c.batch}) {
			if len(batch.Labels) != len(batch.Indices) || len(batch.Pixels) != 2*len(batch.Indices) {
				t.Errorf("%d samples, batch %d: lengths differ: %d pixels, %d labels, %d indices",
					c.n, c.batch, len(batch.Pixels), len(batch.Labels), len(batch.Indices))
			}
			sizes = append(sizes, len(batch.Indices))
		}
		if !slices.Equal(sizes, c.want) {
			t.Errorf("%d samples, batch %d: sizes %v, want %v", c.n, c.batch, sizes, c.want)
		}
	}
}

func TestOrderDependsOnSeedAndEpochAlone(t *testing.T) {
	set := counting{n: 100}
	order := dataset.Order{Batch: 7, Shuffle: true, Seed: 5, Epoch: 1}
	want := indices(t, set, order)

	otherBatch, otherSeed, otherEpoch, unshuffled := order, order, order, order
	otherBatch.Batch, otherSeed.Seed, otherEpoch.Epoch, unshuffled.Shuffle = 32, 6, 2, false
	for _, c := range []struct {
		name  string
		order dataset.Order
		equal bool
	}{
		{"the same order", order, true},
		{"another batch size", otherBatch, true},
		{"another seed", otherSeed, false},
		{"another epoch", otherEpoch, false},
		{"no shuffling", unshuffled, false},
	} {
		if got := indices(t, set, c.order); slices.Equal(got, want) != c.equal {
			t.Errorf("%s: equal is %v, want %v", c.name, !c.equal, c.equal)
		}
	}
	if got := indices(t, set, unshuffled); !slices.IsSorted(got) {
		t.Errorf("without shuffling the order is %v, want from first to last", got)
	}
}

// The order is frozen: a run that an older version began must go on in a newer one with the samples that are left.
func TestOrderIsFrozen(t *testing.T) {
	got := indices(t, counting{n: 8}, dataset.Order{Shuffle: true, Seed: 1, Epoch: 2})
	if want := []int{0, 1, 6, 4, 2, 5, 3, 7}; !slices.Equal(got, want) {
		t.Errorf("order is %v, want %v", got, want)
	}
}

func TestStartEqualsSkipping(t *testing.T) {
	set := counting{n: 30}
	order := dataset.Order{Batch: 7, Shuffle: true, Seed: 9}
	whole := visit(t, set, order)
	for start := range len(whole) + 2 {
		order.Start = start
		rest := visit(t, set, order)
		want := whole[min(start, len(whole)):]
		if !slices.EqualFunc(rest, want, func(a, b dataset.Batch) bool {
			return slices.Equal(a.Pixels, b.Pixels) && slices.Equal(a.Labels, b.Labels) && slices.Equal(a.Indices, b.Indices)
		}) {
			t.Errorf("start %d: %d batches differ from the last %d of the whole epoch", start, len(rest), len(want))
		}
	}
}

func TestBatchesStopWhenTheLoopDoes(t *testing.T) {
	for range dataset.Batches(counting{n: 30, broken: map[int]bool{5: true}}, dataset.Order{Batch: 5}) {
		break // the second batch is broken: reading on would yield its error to a loop that is over, which panics
	}
}

func TestErrorsEndTheEpoch(t *testing.T) {
	for _, c := range []struct {
		name   string
		set    dataset.Set
		order  dataset.Order
		before int
		want   string
	}{
		{"negative batch", counting{n: 3}, dataset.Order{Batch: -1}, 0, "batch size is -1"},
		{"negative start", counting{n: 3}, dataset.Order{Start: -2}, 0, "starts at batch -2"},
		{"no channels", shapeless{}, dataset.Order{}, 0, "images of shape (0, 28, 28)"},
		{"sample that cannot be read", counting{n: 9, broken: map[int]bool{7: true}}, dataset.Order{Batch: 3}, 2,
			"batch 2 of epoch 0: sample 7 is broken"},
		{"first of several", counting{n: 9, broken: map[int]bool{5: true, 3: true, 4: true}}, dataset.Order{Batch: 9}, 0, "sample 3 is broken"},
		{"label too high", counting{n: 9, labels: map[int]int{4: 3}}, dataset.Order{Batch: 3}, 1, "sample 4 has label 3, want 0 to 2"},
		{"negative label", counting{n: 9, labels: map[int]int{4: -1}}, dataset.Order{Batch: 3}, 1, "sample 4 has label -1, want 0 to 2"},
	} {
		for _, threads := range []int{1, 4} {
			previous := runtime.GOMAXPROCS(threads)
			before, err := firstError(c.set, c.order)
			runtime.GOMAXPROCS(previous)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %d threads: error is %v, want one that contains %q", c.name, threads, err, c.want)
			}
			if before != c.before {
				t.Errorf("%s, %d threads: %d batches came before the error, want %d", c.name, threads, before, c.before)
			}
		}
	}
}
