package shards

import (
	"context"
	"sync"
)

// each calls body for the numbers from 0 to n-1, a few at once, and returns the first error. After an error, or when ctx is cancelled, no
// more calls are begun and the context of those that were is cancelled.
func each(ctx context.Context, n, atOnce int, body func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var group sync.WaitGroup
	places := make(chan struct{}, atOnce)
	for i := range n {
		places <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		group.Go(func() {
			defer func() { <-places }()
			if err := body(ctx, i); err != nil {
				cancel(err) // only the first call has an effect
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}
