package folder

import (
	"io/fs"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/names"
)

// findFolders returns the names of the folders right under the root, sorted. It adds files to others.
func findFolders(root root, others *names.List) ([]string, error) {
	var folders []string
	err := list(root.files, ".", func(entry fs.DirEntry) error {
		mode := entry.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := fs.Stat(root.files, entry.Name())
			if err != nil { // it may be a class, which must not be lost without a word
				return errors.Wrapf(err, "the symbolic link %q leads nowhere: mend or remove it", entry.Name())
			}
			mode = info.Mode()
		}
		if !mode.IsDir() {
			return others.Add(entry.Name())
		}
		folders = append(folders, entry.Name())
		return nil
	})
	slices.Sort(folders)
	return folders, err
}

// chooseClasses returns the names of the classes, given those of the folders and those that the user wants, or nil.
func chooseClasses(folders, wanted []string) ([]string, error) {
	if wanted == nil {
		if len(folders) == 0 {
			return nil, errors.New("it has no folders in it, want one for each class")
		}
		return folders, nil
	}
	known := slices.Sorted(slices.Values(wanted))
	for i := 1; i < len(known); i++ {
		if known[i] == known[i-1] {
			return nil, errors.Errorf("the class %q was given twice", known[i])
		}
	}
	var strangers []string
	for _, name := range folders {
		if _, found := slices.BinarySearch(known, name); !found {
			strangers = append(strangers, name)
		}
	}
	if len(strangers) > 0 {
		return nil, errors.Errorf("the folders %q are none of the %d classes: remove them, or add them to the classes (to the training set)",
			strangers[:min(len(strangers), 10)], len(wanted))
	}
	return slices.Clone(wanted), nil
}
