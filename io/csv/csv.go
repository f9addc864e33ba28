// Package csv reads labelled images from tables in CSV files (RFC 4180), of two layouts:
//
//	path,label             a row names an image file, relative to the table's folder
//	label,pixel0,pixel1,…  a row holds the image, as in Kaggle's tables of MNIST: whole numbers from 0 to 255, row by row
//
// Columns are found by the names in the first row, in any order; other columns are passed over. A table without such a row is read if it
// can be only one thing: two columns, one of which has the name of an image in it, or a label and as many numbers as the image has pixels.
//
// Labels are numbers of classes if all of them are whole numbers, and names of classes otherwise. A byte order mark, Windows' ends of lines,
// quoted fields and names in any script are understood.
//
// A row that makes no sense, because it has too few fields, say, or a pixel of 256, is a sample whose Read fails, with an error that names
// the file, the line and the column: a damaged row must not keep a person from training on a million others. See Bad. A table that has no
// columns to use, or in which a quote is never closed, is an error of opening.
//
// Invariants:
//   - Samples are in the order of the rows.
//   - A path leads out of the table's folder only if Settings.Outside allows it. Symbolic links are followed all the same.
//   - All rows are kept in memory: a row of a path takes the bytes of the path and about 16 more, a row of pixels about a byte for each. What
//     growing leaves unused may add a quarter.
//   - A set is never changed after it was made.
package csv

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/internal/files"
)

// Set is the rows of a table.
type Set struct {
	table   table
	layout  layout
	classes []string
	rows    rows
	labels  []int32 // 0 for bad rows
}

var _ dataset.Set = (*Set)(nil)

// Len returns the number of rows, bad ones included.
func (s *Set) Len() int { return len(s.labels) }

// Classes returns the names of the classes.
func (s *Set) Classes() []string { return s.classes }

// Visit yields the rows in an order.
func (s *Set) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, s, order)
}

// Label returns the label of row i; of a bad row, 0.
func (s *Set) Label(i int) int { return int(s.labels[i]) }

// Bad returns what is wrong with the rows that cannot be read, in their order.
func (s *Set) Bad() []error {
	var all []error
	for _, i := range slices.Sorted(maps.Keys(s.rows.bad)) {
		all = append(all, s.rows.bad[i])
	}
	return all
}

// Read makes sample the image of row i: the encoded file that it names, or its pixels.
func (s *Set) Read(i int, sample *dataset.Sample) (err error) {
	if err := dataset.CheckIndex(i, s.Len()); err != nil {
		return err
	}
	sample.Name, sample.Label, sample.Encoded = s.name(i), s.Label(i), sample.Encoded[:0]
	if err := s.rows.bad[i]; err != nil {
		return err
	}
	if s.layout.path < 0 {
		sample.Image.Resize(s.layout.channels, s.layout.height, s.layout.width)
		copy(sample.Image.Pixels, s.rows.pixels[i*len(sample.Image.Pixels):])
		return nil
	}
	sample.Encoded, err = files.Read(s.table.files, s.table.resolve(sample.Name), sample.Encoded)
	return errors.Wrapf(err, "%s, line %d: reading %s", s.table.place, s.rows.lines[i], sample.Name)
}

// name returns the path in row i or else where the row is.
func (s *Set) name(i int) string {
	if s.layout.path >= 0 && s.rows.bad[i] == nil {
		return string(s.rows.paths.At(i))
	}
	return s.table.place + ", line " + strconv.Itoa(int(s.rows.lines[i]))
}
