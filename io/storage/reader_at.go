package storage

import (
	"context"
	"io"

	"github.com/pkg/errors"
)

// ReaderAt reads an object at any offset. It is made for reading that mostly goes forward: what follows the last read, or comes not far
// behind it, is read from the same connection. It is not safe for concurrent use.
type ReaderAt struct {
	ctx      context.Context
	object   Object
	address  string
	settings Settings
	reader   *Reader // nil before the first read
}

// NewReaderAt returns a reader of an object. Of the settings, From has no meaning; To bounds the reading ahead. The address is for errors.
// The caller must close it.
func NewReaderAt(ctx context.Context, object Object, address string, settings Settings) *ReaderAt {
	return &ReaderAt{ctx: ctx, object: object, address: address, settings: settings}
}

// ReadAt reads len(p) bytes from an offset on, see io.ReaderAt.
func (r *ReaderAt) ReadAt(p []byte, offset int64) (int, error) {
	if offset < 0 || offset > r.object.Size() {
		return 0, errors.Errorf("%s: reading at byte %d, want 0 to %d, its size", r.address, offset, r.object.Size())
	}
	if err := r.move(offset); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(r.reader, p)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	if err != nil && err != io.EOF { // the next read begins anew
		return n, errors.Wrap(err, "reading at an offset")
	}
	return n, err
}

// move makes the reader stand at an offset.
func (r *ReaderAt) move(offset int64) error {
	if r.reader != nil && r.reader.Err() == nil && offset >= r.reader.Offset() {
		_, err := r.reader.Seek(offset-r.reader.Offset(), io.SeekCurrent)
		return err
	}
	if err := r.Close(); err != nil {
		return err
	}
	settings := r.settings
	if settings.From = offset; settings.To <= offset {
		settings.To = 0
	}
	r.reader = NewReader(r.ctx, r.object, r.address, settings)
	return nil
}

// Close ends all reading.
func (r *ReaderAt) Close() error {
	if r.reader == nil {
		return nil
	}
	reader := r.reader
	r.reader = nil
	return reader.Close()
}
