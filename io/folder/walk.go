package folder

import (
	"io/fs"
	"os"
	"path"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/names"
)

// maxDepth is how deep folders may be nested within a class. It ends the walk through file systems that cannot tell whether two folders
// are the same, and that therefore hide that a link leads back.
const maxDepth = 100

// A walk collects the files of one class.
type walk struct {
	root   root
	class  string
	images names.List // relative to the class's folder
	others names.List // relative to the root
}

// run walks through the class's folder.
func (w *walk) run() error {
	if err := w.folder("", nil); err != nil {
		return err
	}
	w.images.Sort()
	w.images.Clip()
	return nil
}

// folder adds the files of a folder, whose path within the class is empty or ends with a slash, and of those within. above are the paths
// of the folders on the way to it, relative to the root.
func (w *walk) folder(within string, above []string) error {
	here := path.Join(w.class, within)
	if len(above) > maxDepth {
		return errors.Errorf("%s in %s is more than %d folders deep: does a symbolic link lead back?", here, w.root.place, maxDepth)
	}
	above = append(above[:len(above):len(above)], here)
	var folders []string
	err := list(w.root.files, here, func(entry fs.DirEntry) error {
		isFolder, err := w.entry(entry, within, above)
		if isFolder {
			folders = append(folders, entry.Name())
		}
		return err
	})
	if err != nil {
		return errors.Wrapf(err, "%s in %s", here, w.root.place)
	}
	for _, name := range folders {
		if err := w.folder(within+name+"/", above); err != nil {
			return err
		}
	}
	return nil
}

// entry adds a file, or reports that the entry is a folder.
func (w *walk) entry(entry fs.DirEntry, within string, above []string) (isFolder bool, err error) {
	mode := entry.Type()
	broken := false
	if mode&fs.ModeSymlink != 0 {
		target, err := fs.Stat(w.root.files, w.class+"/"+within+entry.Name())
		if broken = err != nil; !broken {
			mode = target.Mode()
		}
		if !broken && mode.IsDir() {
			return true, w.checkLoop(entry.Name(), target, above)
		}
	}
	if mode.IsDir() {
		return true, nil
	}
	if isImage(entry.Name()) && (mode.IsRegular() || broken) {
		return false, w.images.Add(within, entry.Name())
	}
	return false, w.others.Add(w.class, "/", within, entry.Name())
}

// checkLoop returns an error if a link leads to a folder on the way to it.
func (w *walk) checkLoop(link string, target fs.FileInfo, above []string) error {
	for _, folder := range append([]string{"."}, above...) {
		info, err := fs.Stat(w.root.files, folder)
		if err != nil {
			return err
		}
		if os.SameFile(info, target) {
			return errors.Errorf("the symbolic link %s leads back to %s, a folder above it: remove the link", link, folder)
		}
	}
	return nil
}
