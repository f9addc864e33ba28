package dataset_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"go.uber.org/goleak"
)

// No test of this package may leave a goroutine behind.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/reefml/reef/internal/parallel.(*worker).run"))
}

func TestEachSampleOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		set := counting{n: random.IntN(300)}
		ranks := random.IntN(4)
		var visited []int
		var order dataset.Order
		for rank := range max(ranks, 1) {
			order = dataset.Order{Shuffle: random.IntN(2) == 1, Seed: 7, Epoch: 2, Rank: rank, Ranks: ranks}
			order.Shuffle = ranks%2 == 0
			visited = append(visited, indices(t, set, order, dataset.Loading{Batch: random.IntN(70), Workers: random.IntN(5)})...)
		}
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
	for _, batch := range visit(t, counting{n: 50}, dataset.Order{Shuffle: true, Seed: 3}, dataset.Loading{Batch: 8}) {
		if batch.Channels != 1 || batch.Height != 1 || batch.Width != 2 {
			t.Errorf("the images have the shape (%d, %d, %d), want (1, 1, 2)", batch.Channels, batch.Height, batch.Width)
		}
		for k, i := range batch.Indices {
			want := float32(i) / 255
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
		next := 0
		for _, batch := range visit(t, counting{n: c.n}, dataset.Order{}, dataset.Loading{Batch: c.batch}) {
			if len(batch.Labels) != len(batch.Indices) || len(batch.Pixels) != 2*len(batch.Indices) {
				t.Errorf("%d samples, batch %d: lengths differ: %d pixels, %d labels, %d indices",
					c.n, c.batch, len(batch.Pixels), len(batch.Labels), len(batch.Indices))
			}
			sizes = append(sizes, len(batch.Indices))
			if next += len(batch.Indices); batch.Next != next {
				t.Errorf("%d samples, batch %d: the epoch goes on at %d, want %d", c.n, c.batch, batch.Next, next)
			}
		}
		if !slices.Equal(sizes, c.want) {
			t.Errorf("%d samples, batch %d: sizes %v, want %v", c.n, c.batch, sizes, c.want)
		}
	}
}

func TestOrderDependsOnSeedAndEpochAlone(t *testing.T) {
	set := counting{n: 100}
	order := dataset.Order{Shuffle: true, Seed: 5, Epoch: 1}
	loading := dataset.Loading{Batch: 7}
	want := indices(t, set, order, loading)

	otherSeed, otherEpoch, unshuffled := order, order, order
	otherSeed.Seed, otherEpoch.Epoch, unshuffled.Shuffle = 6, 2, false
	for _, c := range []struct {
		name    string
		order   dataset.Order
		loading dataset.Loading
		equal   bool
	}{
		{"the same order", order, loading, true},
		{"another batch size", order, dataset.Loading{Batch: 32}, true},
		{"another number of workers", order, dataset.Loading{Batch: 7, Workers: 9, Ahead: 5}, true},
		{"another seed", otherSeed, loading, false},
		{"another epoch", otherEpoch, loading, false},
		{"no shuffling", unshuffled, loading, false},
	} {
		if got := indices(t, set, c.order, c.loading); slices.Equal(got, want) != c.equal {
			t.Errorf("%s: equal is %v, want %v", c.name, !c.equal, c.equal)
		}
	}
	if got := indices(t, set, unshuffled, loading); !slices.IsSorted(got) {
		t.Errorf("without shuffling the order is %v, want from first to last", got)
	}
}

// The order is frozen: a run that an older version began must go on in a newer one with the samples that are left.
func TestOrderIsFrozen(t *testing.T) {
	got := indices(t, counting{n: 8}, dataset.Order{Shuffle: true, Seed: 1, Epoch: 2}, dataset.Loading{})
	if want := []int{0, 1, 6, 4, 2, 5, 3, 7}; !slices.Equal(got, want) {
		t.Errorf("order is %v, want %v", got, want)
	}
}

// noisy adds what a sample's random numbers say to its first pixel.
func noisy(sample *dataset.Sample, random *rand.Rand) error {
	sample.Image.Pixels[0] += uint8(random.IntN(256))
	return nil
}

// swap is a Mix that draws a number.
func swap(batch *dataset.Batch, classes int, random *rand.Rand) error {
	for range batch.Labels {
		batch.Targets = append(batch.Targets, make([]float32, classes)...)
	}
	batch.Targets[0] = random.Float32()
	return nil
}

// The batches are the same whatever the number of workers, and whether the epoch began at its start, also where samples cannot be read.
func TestSameBatchesForAnyWorkersAndStart(t *testing.T) {
	set := dataset.Map(counting{n: 230, broken: map[int]bool{3: true, 77: true, 78: true, 229: true}}, noisy)
	order := dataset.Order{Shuffle: true, Seed: 9, Epoch: 4}
	whole := visit(t, set, order, dataset.Loading{Batch: 7, Workers: 1, Tolerance: 0.1, Mix: swap})
	if len(whole) != 33 {
		t.Fatalf("there are %d batches, want 33 of 226 readable samples", len(whole))
	}
	for _, workers := range []int{1, 2, 8} {
		for _, start := range []int{-1, 0, 5, 20, 32} {
			rest, from := order, whole
			if start >= 0 {
				rest.Start, from = whole[start].Next, whole[start+1:]
			}
			got := visit(t, set, rest, dataset.Loading{Batch: 7, Workers: workers, Ahead: 1 + workers%3, Tolerance: 0.1, Mix: swap})
			if !slices.EqualFunc(got, from, equal) {
				t.Errorf("%d workers, after batch %d: the batches differ from those of one worker", workers, start)
			}
		}
	}
}

func TestRandomNumbersOfASampleDoNotDependOnItsPlace(t *testing.T) {
	first := map[int]float32{}
	for _, shuffle := range []bool{false, true} {
		order := dataset.Order{Shuffle: shuffle, Seed: 2, Epoch: 1}
		differs := false
		for _, batch := range visit(t, dataset.Map(counting{n: 40}, noisy), order, dataset.Loading{Batch: 9}) {
			for k, i := range batch.Indices {
				if value, ok := first[i]; ok && value != batch.Pixels[2*k] {
					t.Errorf("sample %d is %v in one order and %v in another", i, value, batch.Pixels[2*k])
				}
				first[i] = batch.Pixels[2*k]
				differs = differs || batch.Pixels[2*k] != batch.Pixels[2*k+1]
			}
		}
		if !differs {
			t.Error("nothing was drawn")
		}
	}
}

func TestBatchesStopWhenTheLoopDoes(t *testing.T) {
	for range dataset.Batches(context.Background(), counting{n: 3000}, dataset.Order{}, dataset.Loading{Batch: 5}) {
		break // TestMain finds what is left running
	}
}

func TestCancel(t *testing.T) {
	for _, after := range []int{0, 1, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		seen, last := 0, error(nil)
		if after == 0 {
			cancel()
		}
		for _, err := range dataset.Batches(ctx, counting{n: 3000}, dataset.Order{}, dataset.Loading{Batch: 5}) {
			if last = err; err != nil {
				break
			}
			if seen++; seen == after {
				cancel()
			}
		}
		cancel()
		if !errors.Is(last, context.Canceled) || seen > after+1 { // one may have been on its way
			t.Errorf("cancelled after %d batches: %d came, then %v", after, seen, last)
		}
	}
}

func TestErrorsEndTheEpoch(t *testing.T) {
	for _, c := range []struct {
		name    string
		set     dataset.Set
		order   dataset.Order
		loading dataset.Loading
		before  int
		want    string
	}{
		{"negative batch", counting{n: 3}, dataset.Order{}, dataset.Loading{Batch: -1}, 0, "batch size is -1"},
		{"negative workers", counting{n: 3}, dataset.Order{}, dataset.Loading{Workers: -1}, 0, "number of workers is -1"},
		{"negative ahead", counting{n: 3}, dataset.Order{}, dataset.Loading{Ahead: -1}, 0, "-1 batches are to be read ahead"},
		{"tolerance of two", counting{n: 3}, dataset.Order{}, dataset.Loading{Tolerance: 2}, 0, "share of unreadable samples is 2"},
		{"negative start", counting{n: 3}, dataset.Order{Start: -2}, dataset.Loading{}, 0, "starts at record -2"},
		{"rank too high", counting{n: 3}, dataset.Order{Rank: 2, Ranks: 2}, dataset.Loading{}, 0, "rank 2 of 2"},
		{"mean alone", counting{n: 3}, dataset.Order{}, dataset.Loading{Normalisation: dataset.Normalisation{Mean: []float32{1}}}, 0,
			"1 means and 0 deviations"},
		{"deviation of zero", counting{n: 3}, dataset.Order{},
			dataset.Loading{Normalisation: dataset.Normalisation{Mean: []float32{0}, Deviation: []float32{0}}}, 0, "deviation 0 of channel 0"},
		{"normalisation of three channels", counting{n: 3}, dataset.Order{},
			dataset.Loading{Normalisation: dataset.Normalisation{Mean: make([]float32, 3), Deviation: []float32{1, 1, 1}}}, 0,
			"sample 0: the normalisation has 3 channels, the images have 1"},
		{"mix that fails", counting{n: 3}, dataset.Order{}, dataset.Loading{
			Mix: func(*dataset.Batch, int, *rand.Rand) error { return errors.New("no partner") }}, 0, "mixing the images of a batch: no partner"},
		{"strict", counting{n: 9, broken: map[int]bool{7: true}}, dataset.Order{}, dataset.Loading{Batch: 3, Strict: true}, 2,
			"none may fail: sample 7 is broken"},
		{"more than tolerated", counting{n: 30, broken: map[int]bool{25: true, 3: true, 4: true}}, dataset.Order{},
			dataset.Loading{Batch: 4, Tolerance: 0.07}, 5, "3 samples could not be read, and at most 2 of 30 may fail (7 %); the first: sample 3 is broken"},
		{"all broken", counting{n: 1, broken: map[int]bool{0: true}}, dataset.Order{}, dataset.Loading{}, 0, "no sample could be read; the first: sample 0"},
		{"label too high", counting{n: 9, labels: map[int]int{4: 3}}, dataset.Order{}, dataset.Loading{Batch: 3, Strict: true}, 1,
			"sample 4 has the label 3, want 0 to 2"},
		{"negative label", counting{n: 9, labels: map[int]int{4: -1}}, dataset.Order{}, dataset.Loading{Batch: 3, Strict: true}, 1,
			"sample 4 has the label -1, want 0 to 2"},
		{"another shape", counting{n: 9, wide: map[int]bool{4: true}}, dataset.Order{}, dataset.Loading{Batch: 3, Strict: true}, 1,
			"sample 4 has the shape (1, 1, 3), want (1, 1, 2)"},
		{"not decoded", counting{n: 9, coded: map[int]bool{4: true}}, dataset.Order{}, dataset.Loading{Batch: 3, Strict: true}, 1,
			"sample 4 is an encoded file still"},
	} {
		for _, threads := range []int{1, 4} {
			previous := runtime.GOMAXPROCS(threads)
			before, err := firstError(c.set, c.order, c.loading)
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

// firstError returns the error that ends an epoch, and the number of batches before it.
func firstError(set dataset.Set, order dataset.Order, loading dataset.Loading) (before int, err error) {
	for _, err := range dataset.Batches(context.Background(), set, order, loading) {
		if err != nil {
			return before, err
		}
		before++
	}
	return before, nil
}

func TestFailuresAreReportedInOrder(t *testing.T) {
	set := counting{n: 200, broken: map[int]bool{0: true, 60: true, 61: true, 199: true}}
	for _, workers := range []int{1, 8} {
		var failed []string
		loading := dataset.Loading{Batch: 5, Workers: workers, Tolerance: 0.02, OnFailure: func(f dataset.Failure) {
			failed = append(failed, fmt.Sprintf("%d %s: %v", f.Index, f.Name, f.Err))
		}}
		if got := len(indices(t, set, dataset.Order{}, loading)); got != 196 {
			t.Errorf("%d workers: %d samples came, want 196", workers, got)
		}
		want := []string{"0 sample 0: sample 0 is broken", "60 sample 60: sample 60 is broken", "61 sample 61: sample 61 is broken",
			"199 sample 199: sample 199 is broken"}
		if !slices.Equal(failed, want) {
			t.Errorf("%d workers: failures are %q, want %q", workers, failed, want)
		}
	}
}

// In the steady state a batch allocates what reading its samples does: here the closures and names.
func TestBuffersAreUsedAgain(t *testing.T) {
	buffers := map[*float32]bool{}
	for batch, err := range dataset.Batches(context.Background(), counting{n: 4000}, dataset.Order{}, dataset.Loading{Batch: 16}) {
		if err != nil {
			t.Fatal(err)
		}
		buffers[&batch.Pixels[0]] = true
	}
	if len(buffers) > 2 {
		t.Errorf("250 batches used %d buffers, want 2 at most", len(buffers))
	}
}

func BenchmarkBatches(b *testing.B) {
	for b.Loop() {
		for _, err := range dataset.Batches(context.Background(), counting{n: 12800}, dataset.Order{Shuffle: true}, dataset.Loading{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/12800, "ns/sample")
}
