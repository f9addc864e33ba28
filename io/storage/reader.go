package storage

import (
	"cmp"
	"context"
	"io"
	"slices"

	"github.com/pkg/errors"
)

// Settings of a Reader. The zero value is the default.
type Settings struct {
	Retry Retry
	// ReadAhead is the number of bytes that are fetched before they are asked for, by a goroutine of their own; 0 means none.
	ReadAhead int
	Buffer    int // bytes read at once where there is no reading ahead; 0 means 64 KiB
	// From and To are offsets at which reading begins and ends; the object ends at its size at the latest. To 0 means that size.
	From, To int64
}

// Reader reads an object from first to last. Where a connection is lost it tries again; errors that trying does not mend, such as a missing
// object, are returned at once. It seeks forward only, which skips bytes without fetching them where they are many.
type Reader struct {
	fetch     *fetcher
	ahead     *ahead // nil without reading ahead
	window    int
	chunk     []byte // what is still unread of the buffer, or of what came ahead
	buffer    []byte
	position  int64
	readAhead bool
	err       error // of the storage
}

// NewReader returns a reader of an object. The address is for errors. The caller must close it.
func NewReader(ctx context.Context, object Object, address string, settings Settings) *Reader {
	end := min(cmp.Or(settings.To, object.Size()), object.Size())
	r := &Reader{
		fetch: &fetcher{ctx: ctx, object: object, address: address, retry: settings.Retry, offset: settings.From, end: end},
		// No object needs a buffer that is larger than itself.
		window:    int(min(int64(max(settings.ReadAhead, 0)), max(end-settings.From, 0))),
		readAhead: settings.ReadAhead > 0,
		position:  settings.From,
	}
	if r.readAhead {
		r.ahead = startAhead(r.fetch, r.window)
	} else {
		r.buffer = make([]byte, cmp.Or(settings.Buffer, 64<<10))
	}
	return r
}

// Read reads at least one byte into p, if that has room. Its error names the object and the byte.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(r.chunk) == 0 && !r.readAhead && len(p) >= len(r.buffer) {
		n, err := r.fetch.Read(p)
		r.position += int64(n)
		r.note(err)
		return n, err
	}
	if len(r.chunk) == 0 {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.chunk)
	r.chunk = r.chunk[n:]
	r.position += int64(n)
	return n, nil
}

// fill gets the next chunk.
func (r *Reader) fill() (err error) {
	if r.readAhead {
		r.chunk, err = r.ahead.next()
	} else {
		var n int
		n, err = r.fetch.Read(r.buffer)
		r.chunk = r.buffer[:n]
	}
	r.note(err)
	return err
}

func (r *Reader) note(err error) {
	if err != nil && err != io.EOF {
		r.err = err
	}
}

// Err returns the error of the storage that ended the reading, nil if there was none. It tells, where what was read makes no sense, whether
// that is the fault of the content.
func (r *Reader) Err() error { return r.err }

// Peek returns the next n bytes, or as many as there are, without moving. n must be small.
func (r *Reader) Peek(n int) ([]byte, error) {
	for len(r.chunk) < n {
		held := slices.Clone(r.chunk)
		err := r.fill()
		r.chunk = append(held, r.chunk...)
		if err == io.EOF {
			return r.chunk, nil
		}
		if err != nil {
			return r.chunk, err
		}
	}
	return r.chunk[:n], nil
}

// Seek moves forward. It is an io.Seeker for the benefit of package archive/tar, which asks for the position and skips bodies.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	if whence != io.SeekCurrent || offset < 0 {
		return r.position, errors.Errorf("%s: a reader seeks forward from where it is, received offset %d and whence %d",
			r.fetch.address, offset, whence)
	}
	r.position += offset
	inside := min(offset, int64(len(r.chunk)))
	r.chunk = r.chunk[inside:]
	if offset -= inside; offset == 0 {
		return r.position, nil
	}
	return r.position, r.skip(offset)
}

// skip passes over bytes after the current chunk, which is used up.
func (r *Reader) skip(n int64) error {
	if !r.readAhead {
		return r.fetch.skip(n)
	}
	if n > int64(r.window) { // waiting for them would take longer than asking anew
		r.ahead.stop()
		if err := r.fetch.skip(r.position - r.fetch.offset); err != nil {
			return err
		}
		r.ahead = startAhead(r.fetch, r.window)
		return nil
	}
	for n > 0 {
		if err := r.fill(); err != nil {
			if err == io.EOF { // reading will find the end
				return nil
			}
			return err
		}
		inside := min(n, int64(len(r.chunk)))
		r.chunk, n = r.chunk[inside:], n-inside
	}
	return nil
}

// Offset returns the place of the next byte.
func (r *Reader) Offset() int64 { return r.position }

// Close ends all reading.
func (r *Reader) Close() error {
	if r.readAhead {
		r.ahead.stop()
	}
	return errors.Wrap(r.fetch.close(), r.fetch.address)
}
