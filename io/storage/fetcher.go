package storage

import (
	"context"
	"io"

	"github.com/pkg/errors"
)

// progress is the number of bytes after which a connection counts as good, so that a later loss starts with a full number of attempts.
const progress = 64 << 10

// A fetcher reads an object from an offset to an end, and opens it again where a connection was lost.
type fetcher struct {
	ctx     context.Context
	object  Object
	address string
	retry   Retry
	end     int64 // offset at which reading ends, at most the object's size

	body     io.ReadCloser // nil if none is open
	offset   int64         // of the next byte
	failures int           // in a row
	failedAt int64         // offset of the last failure
}

// Read reads at least one byte, or returns an error, which names the object and the byte.
func (f *fetcher) Read(p []byte) (int, error) {
	for {
		if f.offset >= f.end {
			return 0, io.EOF
		}
		n, err := f.try(p)
		if n > 0 {
			return n, nil
		}
		if err == nil {
			continue
		}
		if err := f.recover(err); err != nil {
			return 0, errors.Wrapf(err, "%s, byte %d", f.address, f.offset)
		}
	}
}

// try reads once.
func (f *fetcher) try(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	if f.body == nil {
		body, err := f.object.ReadRange(f.ctx, f.offset, f.end-f.offset)
		if err != nil {
			return 0, err
		}
		f.body = body
	}
	n, err := f.body.Read(p)
	f.offset += int64(n)
	if err == io.EOF && f.offset < f.end {
		err = errors.Wrapf(io.ErrUnexpectedEOF, "the connection ended, want %d bytes", f.end)
	}
	return n, err
}

// recover makes ready for another attempt. It returns an error if there is to be none.
func (f *fetcher) recover(err error) error {
	if closing := f.close(); closing != nil {
		err = errors.Wrapf(err, "%v, after", closing)
	}
	if f.offset-f.failedAt >= progress {
		f.failures = 0
	}
	f.failures, f.failedAt = f.failures+1, f.offset
	return f.retry.pause(f.ctx, f.failures, err)
}

// skip passes over bytes, or returns to earlier ones.
func (f *fetcher) skip(n int64) error {
	f.offset += n
	if body, ok := f.body.(*fileRange); ok {
		return body.skip(n)
	}
	return f.close()
}

func (f *fetcher) close() error {
	if f.body == nil {
		return nil
	}
	body := f.body
	f.body = nil
	return body.Close()
}
