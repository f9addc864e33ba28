package csv

import (
	"io/fs"
	"path"
	"path/filepath"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/files"
)

// Settings say how to read a table. Names of columns are compared without regard to case.
type Settings struct {
	// Path is the name of the column of paths. Empty means: path, filepath, file_path, file, filename, file_name, image, image_path.
	Path string
	// Label is the name of the column of labels. Empty means: label, class, class_name, category, target.
	Label string
	// Split is the name of the column that says which part a row belongs to, see OpenSplits. Empty means: split, subset, partition.
	Split string
	// Classes are the names of the classes in the order of their labels. A row of another class is bad. If no class is named by a whole
	// number, labels may also be the indices of the classes. Nil means all classes that occur: if all labels are whole numbers, the numbers
	// from 0 to the highest; otherwise the labels in the order of their bytes.
	Classes []string
	// Channels, Height and Width are the shape of the images in rows of pixels, which come in the order (C, H, W). If all are 0, images are
	// grey and square.
	Channels, Height, Width int
	// Separator stands between fields. 0 means a comma.
	Separator rune
	// Outside allows paths that are absolute or lead out of the table's folder.
	Outside bool
}

// Open reads the table at path. Its paths are relative to the folder that it is in.
func Open(path string, settings Settings) (*Set, error) {
	folder, name := filepath.Split(path)
	set, err := openAll(table{files: files.Disk(folder), name: name, place: path}, settings)
	return set, errors.Wrap(err, "table of images")
}

// OpenFS is Open for the table of that name in any file system.
func OpenFS(system fs.FS, name string, settings Settings) (*Set, error) {
	set, err := openAll(table{files: system, name: name, place: name}, settings)
	return set, errors.Wrap(err, "table of images")
}

// OpenSplits reads the table at path and parts it by the column named split: rows of train or training are to train with; those of val,
// valid, validation or dev are to validate with, or, if there are none, those of test or testing. (If there are both, rows of test are in
// neither.) Rows of any other part are bad, and are in the training set. Both sets have the classes of the training set; another class among
// the validation rows is an error.
//
// If the table has no such column, all rows are to train with, and validation is nil. So it is if no row is to validate with.
func OpenSplits(path string, settings Settings) (training, validation *Set, err error) {
	folder, name := filepath.Split(path)
	return openSplits(table{files: files.Disk(folder), name: name, place: path}, settings)
}

// OpenSplitsFS is OpenSplits for the table of that name in any file system.
func OpenSplitsFS(system fs.FS, name string, settings Settings) (training, validation *Set, err error) {
	return openSplits(table{files: system, name: name, place: name}, settings)
}

// A table is a CSV file.
type table struct {
	files fs.FS
	name  string
	place string // for errors
}

// resolve returns the name, in the table's file system, of a file that a row names.
func (t table) resolve(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return path.Join(path.Dir(t.name), filepath.ToSlash(name))
}
