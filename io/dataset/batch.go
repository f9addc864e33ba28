package dataset

import (
	"context"
	"iter"
)

// Batch is a run of samples, in the form in which a network takes them.
type Batch struct {
	Channels, Height, Width int

	Pixels []float32 // shape (N, C, H, W): in [0, 1], or normalised if Loading says so
	Labels []int     // shape (N)
	// Targets is what the network should say of each image, shape (N, classes), if Loading.Mix has made images that show more than one
	// class; empty if Labels say all.
	Targets []float32
	Indices []int // shape (N): the samples' places in the source
	Next    int   // Order.Start with which the epoch goes on after this batch
}

// Batches returns one epoch: every sample that source visits in that order, exactly once, in batches of loading.Batch samples. If the size
// does not divide their number, the last batch is smaller. Samples are read and changed by several goroutines, ahead of the loop; none of
// them is left when the iteration is over.
//
// A batch is valid until the next is asked for, which may use the same buffers. An error ends the epoch. A sample that cannot be read is
// left out, see Loading.Tolerance.
func Batches(ctx context.Context, source Source, order Order, loading Loading) iter.Seq2[*Batch, error] {
	return func(yield func(*Batch, error) bool) {
		if err := order.Check(); err != nil {
			yield(nil, err)
			return
		}
		if err := loading.check(); err != nil {
			yield(nil, err)
			return
		}
		inner, cancel := context.WithCancel(ctx)
		l := newLoader(source, order, loading.withDefaults())
		l.start(inner)
		defer l.wait()
		defer cancel()
		for delivery := range l.deliveries {
			for _, failure := range delivery.failures {
				if loading.OnFailure != nil {
					loading.OnFailure(failure)
				}
			}
			if delivery.err != nil {
				yield(nil, delivery.err)
				return
			}
			if delivery.batch == nil {
				continue
			}
			if !yield(delivery.batch, nil) {
				return
			}
			l.free <- delivery.batch
		}
		if err := context.Cause(ctx); err != nil {
			yield(nil, err)
		}
	}
}
