package mnist

import (
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// A directory holds the files of a set.
type directory struct {
	files fs.FS
	path  string // for errors
}

// set reads a file of images and one of labels.
func (d directory) set(images, labels string, classes []string) (*Images, error) {
	stack, imagesPath, err := read(d, images, ReadImages)
	if err != nil {
		return nil, err
	}
	values, labelsPath, err := read(d, labels, ReadLabels)
	if err != nil {
		return nil, err
	}
	if classes == nil {
		classes = numbers(values)
	}
	set, err := New(stack, values, classes)
	return set, errors.Wrapf(err, "%s and %s", imagesPath, labelsPath)
}

// numbers names classes by their number, up to the highest label.
func numbers(labels []uint8) []string {
	if len(labels) == 0 {
		return nil
	}
	var names []string
	for class := range int(slices.Max(labels)) + 1 {
		names = append(names, strconv.Itoa(class))
	}
	return names
}

// read parses the file of that name and returns its path too.
func read[T any](d directory, name string, parse func(io.Reader, string) (T, error)) (content T, place string, err error) {
	f, place, err := d.find(name)
	if err != nil {
		return content, "", err
	}
	content, err = parse(f, place)
	if closing := f.Close(); err == nil && closing != nil {
		err = errors.Wrapf(closing, "closing %s", place)
	}
	return content, place, err
}

// find opens the file of that name, in whichever way the name is spelled, and returns its path too.
func (d directory) find(name string) (f fs.File, place string, err error) {
	candidates := spellings(name)
	for _, candidate := range candidates {
		f, err := d.files.Open(candidate)
		if err == nil {
			return f, filepath.Join(d.path, candidate), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, "", errors.Wrapf(err, "looking for %s in %q", candidate, d.path)
		}
	}
	return nil, "", errors.Errorf("there is no %s in %q: looked for %s", name, d.path, strings.Join(candidates, ", "))
}

// spellings returns the names under which a file is found in the wild: as published, decompressed, and as some archivers rename it.
func spellings(name string) []string {
	dotted := strings.Replace(name, "-idx", ".idx", 1)
	return []string{name + ".gz", name, dotted + ".gz", dotted}
}

// complete returns an error if one of the four files is missing.
func (d directory) complete() error {
	for _, name := range []string{trainImages, trainLabels, testImages, testLabels} {
		f, place, err := d.find(name)
		if err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return errors.Wrapf(err, "closing %s", place)
		}
	}
	return nil
}
