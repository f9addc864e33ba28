package files

import (
	"io"
	"io/fs"
	"slices"

	"github.com/pkg/errors"
)

// largest is the size of the largest file that is taken for an image: a wrong name must not fill the memory.
const largest = 1 << 30

// Read returns the content of a file. It uses the memory of old where that is large enough.
func Read(system fs.FS, name string, old []byte) (content []byte, err error) {
	content = old[:0]
	f, err := system.Open(name)
	if err != nil {
		return content, err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = errors.Wrap(closing, "closing")
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return content, err
	}
	if info.Size() > largest {
		return content, errors.Errorf("the file has %d bytes, want at most %d", info.Size(), largest)
	}
	// One byte more than the size shows the end of the file without growing.
	content, err = readAll(f, slices.Grow(content, int(info.Size())+1))
	if err != nil {
		return content[:0], errors.Wrapf(err, "at byte %d of %d", len(content), info.Size())
	}
	if len(content) == 0 {
		return content, errors.New("the file is empty, want an image")
	}
	return content, nil
}

// readAll appends what is left in r to content, up to largest bytes.
func readAll(r io.Reader, content []byte) ([]byte, error) {
	for {
		if len(content) > largest {
			return content, errors.Errorf("the file has more than %d bytes", largest)
		}
		if len(content) == cap(content) {
			content = slices.Grow(content, 1)
		}
		n, err := r.Read(content[len(content):cap(content)])
		content = content[:len(content)+n]
		if err == io.EOF {
			return content, nil
		}
		if err != nil {
			return content, err
		}
	}
}
