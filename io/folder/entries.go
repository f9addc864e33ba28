package folder

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pkg/errors"
)

// list calls visit for the entries of a folder, in the order of the file system, except for those to pass over. It holds few entries at a
// time.
func list(files fs.FS, folder string, visit func(fs.DirEntry) error) (err error) {
	f, err := files.Open(folder)
	if err != nil {
		return errors.Wrap(err, "opening the folder")
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = errors.Wrap(closing, "closing the folder")
		}
	}()
	directory, ok := f.(fs.ReadDirFile)
	if !ok {
		return errors.New("this is not a folder")
	}
	for {
		entries, err := directory.ReadDir(1024)
		for _, entry := range entries {
			if isJunk(entry.Name()) {
				continue
			}
			if err := visit(entry); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errors.Wrap(err, "listing the folder")
		}
	}
}

// isJunk reports whether an entry is hidden, or left behind by an operating system, a file server or an archiver.
func isJunk(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains(
		[]string{"thumbs.db", "desktop.ini", "__macosx", "@eadir", "lost+found", "$recycle.bin", "system volume information"},
		strings.ToLower(name))
}

// isImage reports whether a file is an image by its name.
func isImage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".bmp", ".gif", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp":
		return true
	}
	return false
}
