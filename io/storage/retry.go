package storage

import (
	"cmp"
	"context"
	"time"

	"github.com/pkg/errors"
)

const (
	firstPause    = 200 * time.Millisecond // before the second attempt; each later pause is twice as long
	longestPause  = 10 * time.Second
	answerTimeout = time.Minute // for a server to begin an answer
	idleTimeout   = 90 * time.Second
)

// Retry says how often to try where trying again may help. The zero value is the default.
type Retry struct {
	Attempts int // in a row; 0 means 5
	// Sleep waits between attempts, 0.2 seconds and then twice as long each time, and returns an error if ctx is cancelled. nil means to
	// wait by the clock.
	Sleep func(ctx context.Context, pause time.Duration) error
}

// pause waits after a number of failures in a row. It returns an error if there is to be no other attempt.
func (r Retry) pause(ctx context.Context, failures int, err error) error {
	if ctx.Err() != nil || isPermanent(err) {
		return err
	}
	if failures >= cmp.Or(r.Attempts, 5) {
		return errors.Wrapf(err, "giving up after %d attempts", failures)
	}
	wait := r.Sleep
	if wait == nil {
		wait = sleep
	}
	return wait(ctx, min(firstPause<<min(failures-1, 10), longestPause))
}

// try calls attempt until it succeeds or there is no use in it.
func (r Retry) try(ctx context.Context, attempt func() error) error {
	for failures := 1; ; failures++ {
		err := attempt()
		if err == nil {
			return nil
		}
		if err := r.pause(ctx, failures, err); err != nil {
			return err
		}
	}
}

// sleep waits, unless ctx is cancelled.
func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
