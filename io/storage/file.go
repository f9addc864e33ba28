package storage

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pkg/errors"
)

// A file is an object of this machine.
type file struct {
	path     string
	size     int64
	modified time.Time
}

func openFile(path string) (Object, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, permanent(err)
	}
	if !info.Mode().IsRegular() {
		return nil, permanent(errors.Errorf("this is a %v, want a file", info.Mode().Type()))
	}
	return &file{path, info.Size(), info.ModTime()}, nil
}

func (f *file) Size() int64 { return f.size }

func (f *file) ReadRange(_ context.Context, offset, length int64) (io.ReadCloser, error) {
	opened, err := os.Open(f.path)
	if err != nil {
		return nil, permanent(err)
	}
	err = f.check(opened)
	if err == nil {
		_, err = opened.Seek(offset, io.SeekStart)
	}
	if err != nil {
		opened.Close() // the first error is the one to report
		return nil, permanent(err)
	}
	return &fileRange{file: opened, left: length}, nil
}

// check returns an error if the file is no longer the one that was asked for its size.
func (f *file) check(opened *os.File) error {
	info, err := opened.Stat()
	if err != nil {
		return err
	}
	if info.Size() != f.size || !info.ModTime().Equal(f.modified) {
		return errors.Wrapf(ErrChanged, "%d bytes written at %v, want %d written at %v", info.Size(), info.ModTime(), f.size, f.modified)
	}
	return nil
}

// fileRange is a part of an open file.
type fileRange struct {
	file *os.File
	left int64
}

func (r *fileRange) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	n, err := r.file.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	if err != nil && err != io.EOF {
		err = permanent(err)
	}
	return n, err
}

// skip passes over bytes without reading them.
func (r *fileRange) skip(n int64) error {
	r.left -= n
	_, err := r.file.Seek(n, io.SeekCurrent)
	return err
}

func (r *fileRange) Close() error { return r.file.Close() }

func listFolder(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, permanent(err)
	}
	var files []string
	for _, entry := range entries { // sorted by name
		if entry.Type().IsRegular() || entry.Type()&fs.ModeSymlink != 0 {
			files = append(files, filepath.Join(path, entry.Name()))
		}
	}
	return files, nil
}
