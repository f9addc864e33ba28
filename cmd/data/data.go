package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/inspect"
	"github.com/reefml/reef/io/source"
)

// part is a split of a set.
type part struct {
	inspect.Split
	root  string   // the folder that the names of samples start from; empty if they are not files
	notes []string // what a person should know, a line each
}

// path returns where the file of a sample lies.
func (p part) path(name string) string {
	if name = filepath.FromSlash(name); filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(p.root, name)
}

// named is a set that knows the names of its samples without reading them.
type named interface {
	Len() int
	Label(i int) int
	Name(i int) string
}

// withData opens the splits that a name stands for, and closes them after use.
func withData(ctx context.Context, name string, use func(parts []part) error) (err error) {
	parts, data, err := open(ctx, name)
	if err != nil {
		return err
	}
	defer func() {
		if closing := data.Close(); err == nil {
			err = closing
		}
	}()
	return use(parts)
}

// open opens the splits that a name stands for. Folders and tables are opened here, to know where the files lie. data is to be closed.
func open(ctx context.Context, name string) (parts []part, data io.Closer, err error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = kindOfFolder(name) + ":" + name
	}
	kind, argument, _ := strings.Cut(name, ":")
	switch {
	case kind == "folder" && argument != "":
		parts, err = openFolder(argument)
		return parts, new(source.Data), err
	case kind == "csv" && argument != "":
		parts, err = openTable(argument)
		return parts, new(source.Data), err
	}
	found, err := source.Open(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	return partsOf(found), found, nil
}

// kindOfFolder tells a folder of shards from one of images.
func kindOfFolder(path string) string {
	if _, err := shardFolders(path); err == nil {
		return "shards"
	}
	return "folder"
}

// partsOf returns the splits of data whose samples have no files of their own.
func partsOf(data *source.Data) []part {
	parts := []part{newPart("train", data.Training, "")}
	parts[0].notes = data.Notes
	if data.Validation != nil {
		parts = append(parts, newPart("val", data.Validation, ""))
	}
	return parts
}

func newPart(name string, source dataset.Source, root string) part {
	return part{Split: inspect.Split{Name: name, Source: source}, root: root}
}

// splits returns what package inspect wants of parts.
func splits(parts []part) []inspect.Split {
	all := make([]inspect.Split, len(parts))
	for i, p := range parts {
		all[i] = p.Split
	}
	return all
}

// kinds lists the ways to name data, for the page of help.
func kinds() string {
	return "  DIR                folder:DIR or shards:DIR, as what is in it; a test set beside a validation set is looked at too\n" + source.List()
}

// isFiles tells whether the samples of a set are files: whether the first that can be read is.
func isFiles(set dataset.Set) (bool, error) {
	var sample dataset.Sample
	var err error
	for i := range set.Len() {
		if err = set.Read(i, &sample); err == nil {
			return len(sample.Encoded) > 0, nil
		}
	}
	return false, errors.WithMessage(err, "none of the samples can be read")
}
