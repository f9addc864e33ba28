package inspect

import (
	"context"
	"sync"

	"github.com/reefml/reef/io/dataset"
)

// gather measures the records of a visit with several workers and calls take with the measurements, in the order of the visit. take must
// not keep the measurement. No goroutine is left when gather returns.
func gather(ctx context.Context, source dataset.Source, workers int, take func(index int, m *measurement)) error {
	ctx, cancel := context.WithCancel(ctx)
	type job struct {
		record dataset.Record
		m      *measurement
		done   chan struct{}
	}
	classes := len(source.Classes())
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	jobs, ordered := make(chan job), make(chan job, 4*workers)
	free := make(chan *measurement, cap(ordered)+workers+1)
	for range cap(free) {
		free <- new(measurement)
	}
	for range workers {
		running.Go(func() {
			meter := newMeter()
			for j := range jobs {
				meter.measure(j.record, classes, j.m)
				close(j.done)
			}
		})
	}
	running.Go(func() {
		defer close(ordered)
		defer close(jobs)
		for record := range source.Visit(ctx, dataset.Order{}) {
			j := job{record: record, done: make(chan struct{})}
			select {
			case j.m = <-free:
			case <-ctx.Done():
				return
			}
			ordered <- j
			jobs <- j
		}
	})
	for j := range ordered {
		<-j.done
		if ctx.Err() == nil {
			take(j.record.Index, j.m)
		}
		free <- j.m
	}
	return ctx.Err()
}
