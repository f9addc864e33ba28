package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/folder"
)

// splitNames are the names of the folders of splits, and what the splits are called here.
var splitNames = []struct{ folder, name string }{
	{"train", "train"}, {"training", "train"}, {"val", "val"}, {"validation", "val"}, {"valid", "val"}, {"test", "test"},
}

// openFolder opens all splits in a folder: unlike in training, a test set beside a validation set is looked at as well. A folder without
// a training set is a split itself.
func openFolder(path string) ([]part, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, errors.Wrap(err, "image folder")
	}
	var parts []part
	var settings folder.Settings // the classes of the training set are those of all
	for _, split := range splitNames {
		at := slices.IndexFunc(entries, func(e os.DirEntry) bool { return strings.EqualFold(e.Name(), split.folder) })
		if at < 0 || len(parts) == 0 && split.name != "train" {
			continue
		}
		if slices.ContainsFunc(parts, func(p part) bool { return p.Name == split.name }) {
			return nil, errors.Errorf("image folder %s has two %s splits: which is meant?", path, split.name)
		}
		p, err := openSplit(split.name, filepath.Join(path, entries[at].Name()), settings)
		if err != nil {
			return nil, err
		}
		settings.Classes = p.Source.Classes()
		parts = append(parts, p)
	}
	if len(parts) > 0 {
		return parts, nil
	}
	whole, err := openSplit("train", path, settings)
	if err != nil {
		return nil, err
	}
	return []part{whole}, nil
}

func openSplit(name, root string, settings folder.Settings) (part, error) {
	set, err := folder.Open(root, settings)
	if err != nil {
		return part{}, err
	}
	p := newPart(name, set, root)
	p.notes = set.Remarks()
	return p, nil
}
