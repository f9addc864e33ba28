package stream

import (
	"cmp"
	"sort"
	"strconv"

	"github.com/reefml/reef/internal/random"
	"github.com/reefml/reef/io/dataset"
)

// A line is the samples of an epoch, shard after shard.
type line struct {
	runs []run
	size int
}

// A run is the samples of one shard within the line.
type run struct {
	shard  int
	begin  int // place of its first sample in the line
	count  int
	offset int // index of its first sample in the whole set
}

func newLine(counts []int, order dataset.Order) *line {
	l := &line{runs: make([]run, len(counts))}
	offset := 0
	for shard, count := range counts {
		l.runs[shard] = run{shard: shard, count: count, offset: offset}
		offset += count
	}
	if order.Shuffle {
		generator := random.Stream(order.Seed, "shards", strconv.Itoa(order.Epoch))
		generator.Shuffle(len(l.runs), func(i, j int) { l.runs[i], l.runs[j] = l.runs[j], l.runs[i] })
	}
	for i := range l.runs {
		l.runs[i].begin = l.size
		l.size += l.runs[i].count
	}
	return l
}

// share returns the places of a rank. Ranks get as many samples as by dataset.Order.Indices.
func (l *line) share(order dataset.Order) (begin, end int) {
	ranks := cmp.Or(order.Ranks, 1)
	size, longer := l.size/ranks, l.size%ranks
	begin = order.Rank*size + min(order.Rank, longer)
	if order.Rank < longer {
		size++
	}
	return begin, begin + size
}

// needed returns those runs that hold one of the places, which are sorted, or one from next to end.
func (l *line) needed(places []int, next, end int) []run {
	var runs []run
	for _, r := range l.runs {
		i := sort.SearchInts(places, r.begin)
		held := i < len(places) && places[i] < r.begin+r.count
		if held || max(r.begin, next) < min(r.begin+r.count, end) {
			runs = append(runs, r)
		}
	}
	return runs
}
