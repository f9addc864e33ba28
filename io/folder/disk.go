package folder

import (
	"io/fs"
	"os"
	"path/filepath"
)

// onDisk returns the root at a path of the machine.
func onDisk(path string) root {
	return root{disk(filepath.Clean(path)), path} // Clean turns an empty path into a dot: it must not become /
}

// disk is a folder of the machine. Unlike os.DirFS it opens files whose names are not UTF-8; all names that it is asked for come from
// listing folders.
type disk string

// Open opens a file.
func (d disk) Open(name string) (fs.File, error) { return os.Open(string(d) + "/" + name) }

// Stat describes a file, at the end of symbolic links.
func (d disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(string(d) + "/" + name) }

// Sub returns the folder of that name.
func (d disk) Sub(name string) (fs.FS, error) { return d + "/" + disk(name), nil }
