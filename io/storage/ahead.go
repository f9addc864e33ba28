package storage

import "context"

// largestChunk is the number of bytes that come ahead at once, at most.
const largestChunk = 256 << 10

// ahead fetches bytes before they are asked for.
//
// The chunks it fills go through two channels: empty ones to the goroutine that fetches, full ones back. As there is a fixed number of them,
// it is never more than the window ahead.
type ahead struct {
	full   chan chunk
	empty  chan []byte
	cancel context.CancelFunc
	done   chan struct{} // closed when the goroutine has ended
	used   []byte        // the chunk that the reader holds
	err    error         // what ended the fetching
}

type chunk struct {
	bytes []byte
	err   error
}

// startAhead starts to fetch from where a fetcher stands. Nobody else may use the fetcher until stop has returned.
func startAhead(fetch *fetcher, window int) *ahead {
	size := min(max(window, 1), largestChunk)
	count := max(window/size, 1) + 1 // the reader holds one
	ctx, cancel := context.WithCancel(fetch.ctx)
	// One more than there are chunks, for the error that ends the fetching.
	a := &ahead{full: make(chan chunk, count+1), empty: make(chan []byte, count), cancel: cancel, done: make(chan struct{})}
	for range count {
		a.empty <- nil // is allocated when it is needed
	}
	whole := fetch.ctx
	fetch.ctx = ctx
	go func() {
		defer close(a.done)
		defer func() { fetch.ctx = whole }()
		a.fetch(ctx, fetch, size)
	}()
	return a
}

// fetch fills chunks until the object or the context ends. A body that was opened under the context of this call ends with it.
func (a *ahead) fetch(ctx context.Context, fetch *fetcher, size int) {
	defer close(a.full)
	for {
		var buffer []byte
		select {
		case buffer = <-a.empty:
		case <-ctx.Done():
			a.full <- chunk{err: ctx.Err()}
			return
		}
		if buffer == nil {
			buffer = make([]byte, size)
		}
		n, err := fetch.Read(buffer)
		a.full <- chunk{buffer[:n], err}
		if err != nil {
			return
		}
	}
}

// next returns the next bytes. They are the caller's until it asks for more.
func (a *ahead) next() ([]byte, error) {
	if a.err != nil {
		return nil, a.err
	}
	if a.used != nil {
		a.empty <- a.used[:cap(a.used)]
		a.used = nil
	}
	c := <-a.full
	a.used, a.err = c.bytes, c.err
	return c.bytes, c.err
}

// stop ends the goroutine. What it has fetched is lost, and the fetcher stands behind it.
func (a *ahead) stop() {
	a.cancel()
	<-a.done
}
