package download

import (
	"context"
	"os"
	"time"

	"github.com/pkg/errors"
)

// A transfer fills the part of one file.
type transfer struct {
	Downloader
	file    File
	part    string // its path
	etag    string // the version that the server sent last, if it said so
	resumed bool   // the part is made of several answers, which may be of different versions
}

// A permanent error is one that trying again will not mend.
type permanent struct{ error }

// Unwrap returns what the error is about.
func (p permanent) Unwrap() error { return p.error }

// run fills the part and checks it.
func (t *transfer) run(ctx context.Context) error {
	for failures, restarted := 0, false; ; {
		received, err := t.attempt(ctx)
		if err == nil {
			err = verify(t.part, t.file.SHA256)
			if err == nil || !errors.Is(err, errHash) {
				return err
			}
			if removal := os.Remove(t.part); removal != nil || !t.resumed || restarted {
				return errors.Wrap(firstOf(removal, err), "the server sent another file than expected")
			}
			restarted, t.resumed, t.etag = true, false, ""
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.As(err, new(permanent)) {
			return err
		}
		if received > 0 {
			failures = 0
		}
		if failures++; failures >= t.Attempts {
			return errors.Wrapf(err, "gave up after %d failures in a row, the last", failures)
		}
		if err := t.Sleep(ctx, pause(failures)); err != nil {
			return err
		}
	}
}

// firstOf returns the first error that is one.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// pause is how long to wait after a number of failures: a second after the first, and twice as long after each that follows, up to half a
// minute.
func pause(failures int) time.Duration {
	return min(time.Second<<min(failures-1, 5), 30*time.Second)
}

// attempt asks the server once for what is missing, and returns the number of bytes that arrived.
func (t *transfer) attempt(ctx context.Context) (received int64, err error) {
	part, err := t.open(t.part)
	if err != nil {
		return 0, permanent{err}
	}
	defer func() {
		if closing := firstOf(part.Sync(), part.Close()); err == nil && closing != nil {
			err = permanent{errors.Wrapf(closing, "writing %s", t.part)}
		}
	}()
	info, err := part.Stat()
	if err != nil {
		return 0, permanent{err}
	}
	return t.ask(ctx, part, info.Size())
}
