package folder

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/files"
	"github.com/reefml/reef/io/internal/names"
)

// The names of folders of parts of a set. The first that exists is used.
var (
	trainingNames   = []string{"train", "training"}
	validationNames = []string{"val", "validation", "valid", "test"}
)

// OpenSplits opens the folder of images to train with and that of images to validate with, which lie beside each other in the folder at
// path: train or training, and val, validation, valid or test, the first of these that exists, in upper or lower case. Both have the
// classes of the training set; a folder of another class among the validation images is an error.
//
// If there is no training folder, path itself is the training set. If there is no validation folder, validation is nil.
func OpenSplits(path string, settings Settings) (training, validation *Folder, err error) {
	return openSplits(root{files.Disk(path), path}, settings)
}

// OpenSplitsFS is OpenSplits for the root of any file system.
func OpenSplitsFS(files fs.FS, settings Settings) (training, validation *Folder, err error) {
	return openSplits(root{files, "the file system"}, settings)
}

func openSplits(whole root, settings Settings) (training, validation *Folder, err error) {
	folders, err := findFolders(whole, new(names.List))
	if err != nil {
		return nil, nil, errors.Wrapf(err, "image folder %s", whole.place)
	}
	trainingRoot, err := whole.find(folders, trainingNames)
	if err != nil {
		return nil, nil, err
	}
	validationRoot, err := whole.find(folders, validationNames)
	if err != nil {
		return nil, nil, err
	}
	if trainingRoot == nil {
		training, err = openUnsplit(whole, folders, settings)
		return training, nil, err
	}
	if training, err = open(*trainingRoot, settings); err != nil || validationRoot == nil {
		return training, nil, err
	}
	validation, err = open(*validationRoot, Settings{Classes: training.classes})
	if err != nil {
		return nil, nil, errors.Wrapf(err, "with the classes of %s", trainingRoot.place)
	}
	return training, validation, nil
}

// openUnsplit opens a folder without a training folder in it, unless what is in it shows that one was meant to be there.
func openUnsplit(whole root, folders []string, settings Settings) (*Folder, error) {
	isPart := func(name string) bool { return slices.Contains(validationNames, strings.ToLower(name)) }
	if len(folders) > 0 && !slices.ContainsFunc(folders, func(name string) bool { return !isPart(name) }) {
		return nil, errors.Errorf("image folder %s has %q, but no folder named train: give one, or open a folder of classes", whole.place, folders)
	}
	return open(whole, settings)
}

// find returns the first folder that has one of the names, or nil.
func (r root) find(folders, wanted []string) (*root, error) {
	for _, name := range wanted {
		var found []string
		for _, folder := range folders {
			if strings.EqualFold(folder, name) {
				found = append(found, folder)
			}
		}
		if len(found) > 1 {
			return nil, errors.Errorf("image folder %s has %q: which is meant?", r.place, found)
		}
		if len(found) == 1 {
			files, err := fs.Sub(r.files, found[0])
			return &root{files, filepath.Join(r.place, found[0])}, errors.Wrap(err, r.place)
		}
	}
	return nil, nil
}
