package stream

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/random"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A fixture is a stream of shards in memory that notes which are opened.
type fixture struct {
	Stream
	opened  []int
	closed  int
	unlucky int // a shard that cannot be opened, -1 if all can
}

func newFixture(buffer int, ahead bool, counts ...int) *fixture {
	f := &fixture{unlucky: -1}
	f.Counts, f.Buffer, f.Ahead = counts, buffer, ahead
	f.Open = func(_ context.Context, shard int) (Shard, error) {
		f.opened = append(f.opened, shard)
		if shard == f.unlucky {
			return nil, errors.Errorf("shard %d is unlucky", shard)
		}
		return &fakeShard{fixture: f, shard: shard}, nil
	}
	return f
}

func (f *fixture) Classes() []string { return []string{"only"} }

type fakeShard struct {
	fixture     *fixture
	shard, next int
}

func (s *fakeShard) Next(sample *dataset.Sample) error {
	if s.next >= s.fixture.Counts[s.shard] {
		return errors.New("read behind the end")
	}
	sample.Name = fmt.Sprintf("%d/%d", s.shard, s.next)
	sample.Encoded = append(sample.Encoded[:0], sample.Name...)
	s.next++
	return nil
}

func (s *fakeShard) Skip(n int) { s.next += n }
func (s *fakeShard) Close()     { s.fixture.closed++ }

// visit returns the names of the samples of a visit, in its order.
func visit(t *testing.T, f *fixture, order dataset.Order) []string {
	t.Helper()
	var all []string
	var sample dataset.Sample
	for record := range f.Visit(t.Context(), order) {
		if err := record.Read(&sample); err != nil {
			t.Fatal(err)
		}
		all = append(all, sample.Name)
	}
	return all
}

// naive is what a visit must be: all samples in memory, put in order by the three steps of the package's comment.
func naive(counts []int, buffer int, order dataset.Order) []string {
	shards := make([]int, len(counts))
	for i := range shards {
		shards[i] = i
	}
	epoch := strconv.Itoa(order.Epoch)
	random.Stream(order.Seed, "shards", epoch).Shuffle(len(shards), func(i, j int) { shards[i], shards[j] = shards[j], shards[i] })
	var line []string
	for _, shard := range shards {
		for i := range counts[shard] {
			line = append(line, fmt.Sprintf("%d/%d", shard, i))
		}
	}
	for rank := range order.Rank { // the runs of the ranks before
		line = line[(len(line)+order.Ranks-rank-1)/(order.Ranks-rank):]
	}
	if order.Ranks > 0 {
		left := order.Ranks - order.Rank
		line = line[:(len(line)+left-1)/left]
	}
	return drawn(line, buffer, random.Stream(order.Seed, "buffer", epoch, strconv.Itoa(order.Rank)))[order.Start:]
}

func drawn(run []string, buffer int, generator *rand.Rand) (all []string) {
	held, rest := slices.Clone(run[:min(buffer, len(run))]), run[min(buffer, len(run)):]
	for len(held) > 0 {
		i := generator.IntN(len(held))
		all = append(all, held[i])
		if len(rest) > 0 {
			held[i], rest = rest[0], rest[1:]
		} else {
			held[i] = held[len(held)-1]
			held = held[:len(held)-1]
		}
	}
	return all
}

func TestVisitIsTheNaiveOne(t *testing.T) {
	for _, counts := range [][]int{{40}, {3, 0, 9, 1, 20, 2}, slices.Repeat([]int{4}, 30)} {
		for _, buffer := range []int{1, 2, 7, 1000} {
			for _, ranks := range []int{0, 1, 3} {
				for rank := range max(ranks, 1) {
					for _, start := range []int{0, 1, 5, 9} {
						order := dataset.Order{Shuffle: true, Seed: 9, Epoch: 4, Rank: rank, Ranks: ranks, Start: start}
						want := naive(counts, buffer, order)
						if got := visit(t, newFixture(buffer, true, counts...), order); !slices.Equal(got, want) {
							t.Fatalf("shards of %v, buffer %d, %+v: %v, want %v", counts, buffer, order, got, want)
						}
					}
				}
			}
		}
	}
}

// Ranks have as many samples as those of sets whose samples are read in any order, so that they take the same number of steps.
func TestSharesAreThoseOfSets(t *testing.T) {
	for n := range 20 {
		for ranks := 1; ranks < 6; ranks++ {
			for rank := range ranks {
				order := dataset.Order{Rank: rank, Ranks: ranks}
				want := 0
				for range order.Indices(n) {
					want++
				}
				if got := len(visit(t, newFixture(3, false, n), order)); got != want {
					t.Errorf("%d samples, rank %d of %d has %d, want %d", n, rank, ranks, got, want)
				}
			}
		}
	}
}

func TestContract(t *testing.T) {
	for _, ahead := range []bool{false, true} {
		datasettest.RunSource(t, newFixture(8, ahead, 5, 0, 20, 1, 1, 30))
	}
}

// Shards of which nothing is left are not opened, whether they were visited before the start or belong to other ranks.
func TestShardsAreNotOpenedInVain(t *testing.T) {
	for _, c := range []struct {
		order dataset.Order
		want  []int
	}{
		{dataset.Order{}, []int{0, 2, 3, 4}},
		{dataset.Order{Start: 10}, []int{2, 3, 4}},
		{dataset.Order{Start: 25}, []int{3, 4}},
		{dataset.Order{Start: 40}, nil},
		{dataset.Order{Rank: 1, Ranks: 4}, []int{2}},
		{dataset.Order{Rank: 1, Ranks: 3}, []int{2, 3}},
	} {
		f := newFixture(8, false, 10, 0, 10, 10, 10)
		visit(t, f, c.order)
		if !slices.Equal(f.opened, c.want) || f.closed != len(c.want) {
			t.Errorf("%+v opens %v and closes %d, want %v", c.order, f.opened, f.closed, c.want)
		}
	}
	f := newFixture(5, false, slices.Repeat([]int{10}, 50)...)
	visit(t, f, dataset.Order{Shuffle: true, Start: 450})
	if len(f.opened) > 15 { // the 5 that are left whole, and those of the few samples that stay in the buffer for long
		t.Errorf("the last 50 of 500 shuffled samples open %d shards of 10", len(f.opened))
	}
}

// A shard that cannot be opened fails alone.
func TestUnluckyShard(t *testing.T) {
	for _, ahead := range []bool{false, true} {
		f := newFixture(4, ahead, 5, 13, 5)
		f.unlucky = 1
		var sample dataset.Sample
		place := 0
		for record := range f.Visit(t.Context(), dataset.Order{}) {
			err := record.Read(&sample)
			if unlucky := place >= 5 && place < 18; unlucky != (err != nil) || record.Index != place {
				t.Errorf("sample %d: index %d, error %v", place, record.Index, err)
			}
			place++
		}
		if place != 23 {
			t.Errorf("%d samples came, want 23", place)
		}
	}
}

// Breaking off closes what is open. TestMain sees goroutines that are left.
func TestBreakingOff(t *testing.T) {
	for _, ahead := range []bool{false, true} {
		for _, after := range []int{0, 1, 9, 10, 11, 25} {
			f := newFixture(3, ahead, 10, 10, 10)
			seen := 0
			for range f.Visit(t.Context(), dataset.Order{Shuffle: true}) {
				if seen++; seen > after {
					break
				}
			}
			if f.closed != len(f.opened) {
				t.Errorf("after %d samples, %d shards are opened and %d closed", after, len(f.opened), f.closed)
			}
		}
	}
}

func TestWrongOrder(t *testing.T) {
	records := 0
	for record := range newFixture(3, false, 10).Visit(t.Context(), dataset.Order{Rank: 2, Ranks: 2}) {
		if err := record.Read(new(dataset.Sample)); err == nil {
			t.Error("no error")
		}
		records++
	}
	if records != 1 {
		t.Errorf("%d records, want one that fails", records)
	}
}

// The memory of a visit does not grow with the number of samples.
func TestMemory(t *testing.T) {
	if large, small := peak(t, 200_000), peak(t, 2_000); large > small+1<<20 { // what the collector leaves differs by less
		t.Errorf("the heap is up to %d bytes large with 200000 samples, and %d with 2000", large, small)
	}
}

// peak returns the largest size of what the heap holds during a visit of n samples in 100 shards.
func peak(t *testing.T, n int) (most uint64) {
	t.Helper()
	f := newFixture(500, false, slices.Repeat([]int{n / 100}, 100)...)
	var sample dataset.Sample
	var memory runtime.MemStats
	place := 0
	for record := range f.Visit(t.Context(), dataset.Order{Shuffle: true, Start: n / 4}) {
		if err := record.Read(&sample); err != nil {
			t.Fatal(err)
		}
		if place++; place%(n/20) == 0 {
			runtime.GC()
			runtime.ReadMemStats(&memory)
			most = max(most, memory.HeapAlloc)
		}
	}
	return most
}

func TestResize(t *testing.T) {
	for _, c := range []struct {
		capacity, size int
		kept           bool
	}{{0, 10, false}, {10, 10, true}, {100_000, 50_000, true}, {10_000, 1, true}, {1_000_000, 10_000, false}, {5, 10, false}} {
		buffer := make([]byte, c.capacity)
		resized := Resize(buffer, c.size)
		kept := c.capacity > 0 && &resized[:1][0] == &buffer[:1][0]
		if len(resized) != c.size || kept != c.kept {
			t.Errorf("%+v: %d bytes, kept %v", c, len(resized), kept)
		}
	}
}
