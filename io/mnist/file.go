package mnist

import (
	"bufio"
	"compress/gzip"
	"io"

	"github.com/pkg/errors"
)

// A file is a stream of bytes, decompressed where need be, that knows its name and how far it was read.
type file struct {
	name   string
	source io.Reader
	offset int64 // of the next byte, after decompression
}

// newFile tells a gzipped stream by its first two bytes (RFC 1952), with which no IDX file begins.
func newFile(r io.Reader, name string) (*file, error) {
	buffered := bufio.NewReader(r)
	f := &file{name: name, source: buffered}
	start, err := buffered.Peek(2)
	if err != nil && err != io.EOF { // a file of less than two bytes fails when its header is read
		return nil, f.damaged(err)
	}
	if string(start) != "\x1f\x8b" {
		return f, nil
	}
	if f.source, err = gzip.NewReader(buffered); err != nil {
		return nil, f.damaged(err)
	}
	return f, nil
}

func (f *file) Read(p []byte) (int, error) {
	n, err := f.source.Read(p)
	f.offset += int64(n)
	return n, err
}

// errorAt returns an error that names the file and a byte.
func (f *file) errorAt(offset int64, format string, arguments ...any) error {
	return errors.Wrapf(errors.Errorf(format, arguments...), "%s, byte %d", f.name, offset)
}

// damaged wraps an error of the source: the disk's, or gzip's about broken data.
func (f *file) damaged(err error) error {
	return errors.Wrapf(err, "%s, byte %d: cannot read on", f.name, f.offset)
}
