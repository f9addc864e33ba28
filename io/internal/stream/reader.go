package stream

import (
	"cmp"
	"context"
	"slices"
)

// A reader reads samples at ascending places of the line.
type reader struct {
	ctx    context.Context
	stream *Stream
	runs   []run // still to be read; the first is the current one
	place  int   // which the current shard gives next
	shard  Shard // nil if none is open
	err    error // why the current shard could not be opened
	coming *opening
}

// newReader returns a reader of those runs.
func newReader(ctx context.Context, s *Stream, runs []run) *reader {
	return &reader{ctx: ctx, stream: s, runs: runs}
}

// fill reads the samples of entries whose places are set, in the order of the line.
func (r *reader) fill(entries []entry) {
	ascending := make([]*entry, len(entries))
	for i := range entries {
		ascending[i] = &entries[i]
	}
	slices.SortFunc(ascending, func(a, b *entry) int { return cmp.Compare(a.place, b.place) })
	for _, e := range ascending {
		if r.ctx.Err() != nil {
			return // the visit is over
		}
		*e = r.read(e.place)
	}
}

// read reads the sample at a place, which must be in one of the runs and not before those that were read.
func (r *reader) read(place int) entry {
	for r.shard == nil && r.err == nil || place >= r.runs[0].begin+r.runs[0].count {
		r.advance()
	}
	current := r.runs[0]
	e := entry{place: place, index: current.offset + place - current.begin, sample: r.stream.entries.Take()}
	e.sample.Name, e.sample.Label = "", 0
	if r.err != nil {
		e.err = r.err
		return e
	}
	if place > r.place {
		r.shard.Skip(place - r.place)
	}
	r.place = place + 1
	e.err = r.shard.Next(e.sample)
	return e
}

// advance opens the first run, or the one after it if the first is open.
func (r *reader) advance() {
	if r.shard != nil || r.err != nil {
		r.closeShard()
		r.runs = r.runs[1:]
	}
	opened := r.coming
	if opened == nil {
		opened = r.open(r.runs[0], false)
	}
	r.coming = nil
	<-opened.done
	r.shard, r.err, r.place = opened.shard, opened.err, r.runs[0].begin
	if r.stream.Ahead && len(r.runs) > 1 {
		r.coming = r.open(r.runs[1], true)
	}
}

// An opening is a shard that is being opened.
type opening struct {
	done  chan struct{} // closed when shard and err are set
	shard Shard
	err   error
}

func (r *reader) open(next run, aside bool) *opening {
	o := &opening{done: make(chan struct{})}
	work := func() {
		defer close(o.done)
		o.shard, o.err = r.stream.Open(r.ctx, next.shard)
	}
	if aside {
		go work()
	} else {
		work()
	}
	return o
}

func (r *reader) closeShard() {
	if r.shard != nil {
		r.shard.Close()
	}
	r.shard, r.err = nil, nil
}

// close ends all reading, after the context was cancelled.
func (r *reader) close() {
	r.closeShard()
	if r.coming != nil {
		<-r.coming.done
		r.shard = r.coming.shard
		r.closeShard()
	}
}
