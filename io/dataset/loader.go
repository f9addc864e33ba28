package dataset

import (
	"context"
	"sync"
)

// largestPiece bounds how many records a worker takes at once: enough to make what a hand-over costs small beside a MNIST image, few enough
// to keep all workers busy with photographs. What the batches hold does not depend on it.
const largestPiece = 16

// A loader is a pipeline of goroutines for one epoch. One cuts the visit into pieces, workers read the pieces in any order, and the
// assembler takes them in the order of the visit and fills batches.
type loader struct {
	source  Source
	order   Order
	loading Loading

	pieces chan *piece // to be read
	queue  chan *piece // the same, in the order of the visit
	unused chan *piece
	free   chan *Batch // buffers: one is the loop's, one is being filled

	deliveries chan delivery
	running    sync.WaitGroup
}

// A piece is a run of consecutive records.
type piece struct {
	records []Record
	samples []Sample
	errs    []error
	read    chan struct{} // receives once when all records are read
}

// A delivery is what the loop gets next: a batch or an error, and what failed before it.
type delivery struct {
	batch    *Batch
	failures []Failure
	err      error
}

func newLoader(source Source, order Order, loading Loading) *loader {
	size := max(1, min(largestPiece, loading.Batch/(2*loading.Workers)))
	pieces := max(loading.Workers+1, (loading.Ahead*loading.Batch+size-1)/size)
	l := &loader{
		source: source, order: order, loading: loading,
		pieces: make(chan *piece, pieces), queue: make(chan *piece, pieces), unused: make(chan *piece, pieces),
		free:       make(chan *Batch, 2),
		deliveries: make(chan delivery),
	}
	for range pieces {
		l.unused <- &piece{
			records: make([]Record, 0, size), samples: make([]Sample, size), errs: make([]error, size), read: make(chan struct{}, 1),
		}
	}
	for range cap(l.free) {
		l.free <- new(Batch)
	}
	return l
}

func (l *loader) start(ctx context.Context) {
	l.running.Go(func() { l.cut(ctx) })
	for range l.loading.Workers {
		l.running.Go(func() { l.work(ctx) })
	}
	l.running.Go(func() {
		defer close(l.deliveries)
		newAssembler(l).run(ctx)
	})
}

// wait returns when no goroutine of the loader is left. The context must be cancelled before.
func (l *loader) wait() { l.running.Wait() }

// cut makes pieces of the visit.
func (l *loader) cut(ctx context.Context) {
	defer close(l.pieces)
	defer close(l.queue)
	var p *piece
	for record := range l.source.Visit(ctx, l.order) {
		if p == nil {
			select {
			case p = <-l.unused:
			case <-ctx.Done():
				return
			}
			p.records = p.records[:0]
		}
		p.records = append(p.records, record)
		if len(p.records) == cap(p.records) {
			l.send(p)
			p = nil
		}
	}
	if p != nil {
		l.send(p)
	}
}

// send never blocks: the channels have room for all pieces.
func (l *loader) send(p *piece) {
	l.pieces <- p
	l.queue <- p
}

// work reads pieces until there are no more. Those that were cut before the epoch was cancelled are not read: nobody takes them.
func (l *loader) work(ctx context.Context) {
	for p := range l.pieces {
		for i, record := range p.records {
			if ctx.Err() != nil {
				break
			}
			p.samples[i].Name = ""
			p.errs[i] = record.Read(&p.samples[i])
		}
		p.read <- struct{}{}
	}
}
