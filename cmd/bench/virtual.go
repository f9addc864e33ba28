package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
)

// virtualClasses is the number of classes of a virtual folder.
const virtualClasses = 100

// A virtualFolder is a file system with folders of as many files, which are all the same image. It takes no memory for them.
type virtualFolder struct {
	perClass int
	image    []byte
}

// Open returns the root, a folder or a file: "class-07/image-000123.jpg".
func (v virtualFolder) Open(name string) (fs.File, error) {
	folder, file := path.Split(name)
	folder = strings.TrimSuffix(folder, "/")
	switch {
	case name == ".":
		return &virtualList{v.folder("."), virtualClasses, 0, func(i int) virtualEntry { return v.folder(className(i)) }}, nil
	case folder == "" && exists(name, className, virtualClasses):
		return &virtualList{v.folder(name), v.perClass, 0, func(i int) virtualEntry { return v.file(fileName(i)) }}, nil
	case exists(folder, className, virtualClasses) && exists(file, fileName, v.perClass) && fs.ValidPath(name):
		return &virtualFile{bytes.NewReader(v.image), v.file(file)}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func className(i int) string { return fmt.Sprintf("class-%02d", i) }
func fileName(i int) string  { return fmt.Sprintf("image-%06d.jpg", i) }

// exists tells whether name gives a number below n that name.
func exists(given string, name func(i int) string, n int) bool {
	_, digits, _ := strings.Cut(strings.TrimSuffix(given, ".jpg"), "-")
	i, err := strconv.Atoi(digits)
	return err == nil && i >= 0 && i < n && name(i) == given
}

func (v virtualFolder) folder(name string) virtualEntry { return virtualEntry{name: name} }

func (v virtualFolder) file(name string) virtualEntry {
	return virtualEntry{name: name, file: true, size: int64(len(v.image))}
}

// A virtualFile is an open file.
type virtualFile struct {
	*bytes.Reader
	entry virtualEntry
}

func (f *virtualFile) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (f *virtualFile) Close() error               { return nil }

// A virtualList is an open folder.
type virtualList struct {
	entry       virtualEntry
	count, next int
	at          func(i int) virtualEntry
}

func (l *virtualList) Stat() (fs.FileInfo, error) { return l.entry, nil }
func (l *virtualList) Close() error               { return nil }
func (l *virtualList) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: l.entry.name, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, or all that are left.
func (l *virtualList) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = l.count
	} else if l.next == l.count {
		return nil, io.EOF
	}
	var entries []fs.DirEntry
	for ; l.next < l.count && len(entries) < n; l.next++ {
		entries = append(entries, l.at(l.next))
	}
	return entries, nil
}

// A virtualEntry describes a file or folder.
type virtualEntry struct {
	name string
	file bool
	size int64
}

func (e virtualEntry) Name() string               { return e.name }
func (e virtualEntry) IsDir() bool                { return !e.file }
func (e virtualEntry) Type() fs.FileMode          { return e.Mode().Type() }
func (e virtualEntry) Info() (fs.FileInfo, error) { return e, nil }
func (e virtualEntry) Size() int64                { return e.size }
func (e virtualEntry) ModTime() time.Time         { return time.Time{} }
func (e virtualEntry) Sys() any                   { return nil }

func (e virtualEntry) Mode() fs.FileMode {
	if e.file {
		return 0o444
	}
	return fs.ModeDir | 0o555
}
