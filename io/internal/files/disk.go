// Package files reads image files, on the machine's disks and in other file systems, into memory that is used again.
package files

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Disk is the folder of the machine at that path. Unlike os.DirFS it opens files whose names are not UTF-8, those that lead out of the
// folder, and those with an absolute path: callers that take names from elsewhere than a listing of the folder check them first.
type Disk string

// Open opens a file.
func (d Disk) Open(name string) (fs.File, error) { return os.Open(d.path(name)) }

// Stat describes a file, at the end of symbolic links.
func (d Disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(d.path(name)) }

// Sub returns the folder of that name.
func (d Disk) Sub(name string) (fs.FS, error) { return Disk(d.path(name)), nil }

func (d Disk) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Clean(string(d)) + "/" + name // Clean turns an empty path into a dot: it must not become the root of the machine
}
