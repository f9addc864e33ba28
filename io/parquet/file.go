package parquet

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/pkg/errors"
	"github.com/reefml/reef/io/storage"
)

const (
	// largestFooter is the number of bytes up to which the metadata at the end of a file are read.
	largestFooter = 256 << 20
	// mostClasses is how many classes there may be: a damaged label must not make a set of billions.
	mostClasses = 1 << 20
)

// A file is the metadata of a Parquet file.
type file struct {
	address string
	object  storage.Object
	groups  []rowGroup
	classes []string // nil if it names none
}

// A rowGroup is what a file says of a row group.
type rowGroup struct {
	rows         int64
	image, label *parquet.FileColumnChunk
}

// openFile reads the metadata of a file.
func (r *Rows) openFile(ctx context.Context, address string) (f *file, err error) {
	object, err := r.storage.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	reader := storage.NewReaderAt(ctx, object, address, storage.Settings{Retry: r.settings.Retry})
	defer func() {
		if closing := reader.Close(); err == nil {
			err = closing
		}
	}()
	if err := checkFooter(reader, object.Size()); err != nil {
		return nil, err
	}
	f = &file{address: address, object: object}
	err = guard(func() error {
		opened, err := parquet.OpenFile(reader, object.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
		if err != nil {
			return err
		}
		if err := r.readColumns(f, opened); err != nil {
			return err
		}
		f.classes, err = classNames(opened, r.settings.Label)
		return err
	})
	return f, err
}

// guard calls a function of the library for Parquet, which panics over some damaged files, and turns a panic into an error.
func guard(call func() error) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = errors.Errorf("the file is damaged: decoding it fails with %v", panicked)
		}
	}()
	return call()
}

// checkFooter returns an error if a file does not end as Parquet files do, with the length of its metadata and the letters PAR1. The library
// would give memory to any length.
func checkFooter(reader *storage.ReaderAt, size int64) error {
	if size < 12 {
		return errors.Errorf("the file has %d bytes, which is too short for a Parquet file", size)
	}
	var end [8]byte
	if _, err := reader.ReadAt(end[:], size-8); err != nil {
		return err
	}
	if string(end[4:]) != "PAR1" {
		return errors.Errorf("the file ends with %q, want PAR1: it is not a Parquet file, or it was cut", end[4:])
	}
	if length := int64(binary.LittleEndian.Uint32(end[:4])); length > min(size-12, largestFooter) {
		return errors.Errorf("byte %d: the metadata have %d bytes, want at most %d in a file of %d: it is damaged",
			size-8, length, min(size-12, largestFooter), size)
	}
	return nil
}

// readColumns finds the columns of images and labels in all row groups.
func (r *Rows) readColumns(f *file, opened *parquet.File) error {
	image, err := imageColumn(opened.Root(), r.settings.Image)
	if err != nil {
		return err
	}
	label, err := leaf(opened.Root(), r.settings.Label, parquet.Int64, parquet.Int32)
	if err != nil {
		return err
	}
	for i, g := range opened.RowGroups() {
		chunks := g.ColumnChunks()
		found := rowGroup{rows: g.NumRows()}
		var okImage, okLabel bool
		found.image, okImage = chunks[image.Index()].(*parquet.FileColumnChunk)
		found.label, okLabel = chunks[label.Index()].(*parquet.FileColumnChunk)
		if !okImage || !okLabel {
			return errors.Errorf("row group %d is not part of the file", i)
		}
		f.groups = append(f.groups, found)
	}
	return nil
}

// imageColumn returns the column that holds image files: a plain one, or the field "bytes" of a struct.
func imageColumn(root *parquet.Column, name string) (*parquet.Column, error) {
	if column := root.Column(name); column != nil && !column.Leaf() {
		found, err := leaf(column, "bytes", parquet.ByteArray)
		return found, errors.Wrapf(err, "column %q", name)
	}
	return leaf(root, name, parquet.ByteArray)
}

// leaf returns a column of one value a row.
func leaf(parent *parquet.Column, name string, kinds ...parquet.Kind) (*parquet.Column, error) {
	column := parent.Column(name)
	if column == nil {
		var names []string
		for _, other := range parent.Columns() {
			names = append(names, other.Name())
		}
		return nil, errors.Errorf("there is no column %q, but %.200q", name, names)
	}
	if column.Leaf() && column.MaxRepetitionLevel() == 0 {
		for _, kind := range kinds {
			if column.Type().Kind() == kind {
				return column, nil
			}
		}
	}
	return nil, errors.Errorf("the column is %s, want one value a row of type %v", column, kinds)
}

// classNames returns the names that a file gives the classes, nil if it gives none.
func classNames(opened *parquet.File, label string) ([]string, error) {
	text, found := opened.Lookup("huggingface")
	if !found {
		return nil, nil
	}
	var metadata struct {
		Info struct {
			Features map[string]json.RawMessage `json:"features"`
		} `json:"info"`
	}
	if err := json.Unmarshal([]byte(text), &metadata); err != nil {
		return nil, errors.Wrap(err, `the metadata "huggingface"`)
	}
	var feature struct {
		Names []string `json:"names"`
		Type  string   `json:"_type"`
	}
	if err := json.Unmarshal(metadata.Info.Features[label], &feature); err != nil || feature.Type != "ClassLabel" {
		return nil, nil // of another type, which has no names
	}
	if len(feature.Names) > mostClasses {
		return nil, errors.Errorf("the file names %d classes, want at most %d", len(feature.Names), mostClasses)
	}
	return feature.Names, nil
}

// numbered returns the names of classes that have none: their numbers.
func numbered(n int) []string {
	classes := make([]string, n)
	for i := range classes {
		classes[i] = strconv.Itoa(i)
	}
	return classes
}
