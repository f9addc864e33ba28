package download

import (
	"io"
	"io/fs"
	"os"
)

// A partFile is the part of a file that has arrived. Bytes are appended.
type partFile interface {
	io.WriteCloser
	Stat() (fs.FileInfo, error)
	Sync() error
	Truncate(size int64) error
}

func openPart(path string) (partFile, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
}
