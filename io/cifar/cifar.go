// Package cifar reads CIFAR-10 and CIFAR-100 (Krizhevsky, "Learning multiple layers of features from tiny images", 2009): colour images of
// 32 × 32, 50000 to train with and 10000 to test with, in 10 classes, or in 100 that are grouped into 20.
//
// It reads the binary version (https://www.cs.toronto.edu/~kriz/cifar.html), packed or unpacked:
//
//	CIFAR-10    data_batch_1.bin to data_batch_5.bin, test_batch.bin: records of a label and 3072 pixels, a byte each
//	            batches.meta.txt: the names of the classes, one a line
//	CIFAR-100   train.bin, test.bin: records of a coarse label, a fine label and 3072 pixels
//	            fine_label_names.txt, coarse_label_names.txt
//
// Pixels are in (C, H, W) order: 1024 of red, 1024 of green, 1024 of blue, row by row.
//
// Invariants:
//   - A file that ends within a record, or has a label that there is no class for, is an error that names the file and the byte.
//   - A set holds its files in memory as they are, 184 MB for both parts of either, and is never changed after it was made. Memory grows
//     with the data that arrive, whatever an archive promises.
package cifar

import (
	"context"
	"iter"
	"sort"
	"strconv"

	"github.com/reefml/reef/io/dataset"
)

// The shape of an image.
const (
	Channels = 3
	Height   = 32
	Width    = 32
)

// Images is the training or the test set of CIFAR-10 or CIFAR-100.
type Images struct {
	classes []string
	label   int // the byte of a record that is the label
	files   []*records
	first   []int // the first image of each file, and the number of images
}

var _ dataset.Set = (*Images)(nil)

func newImages(classes []string, label int, files []*records) *Images {
	m := &Images{classes: classes, label: label, files: files, first: []int{0}}
	for i, file := range files {
		m.first = append(m.first, m.first[i]+file.count)
	}
	return m
}

// Len returns the number of images.
func (m *Images) Len() int { return m.first[len(m.files)] }

// Classes returns the names of the classes.
func (m *Images) Classes() []string { return m.classes }

// Visit yields the images in an order.
func (m *Images) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, m, order)
}

// Label returns the label of image i.
func (m *Images) Label(i int) int {
	file, place := m.locate(i)
	return int(file.at(place)[m.label])
}

// Read makes sample image i, shape (3, 32, 32).
func (m *Images) Read(i int, sample *dataset.Sample) error {
	if err := dataset.CheckIndex(i, m.Len()); err != nil {
		return err
	}
	file, place := m.locate(i)
	record := file.at(place)
	sample.Name, sample.Label, sample.Encoded = file.name+", record "+strconv.Itoa(place), int(record[m.label]), sample.Encoded[:0]
	sample.Image.Resize(Channels, Height, Width)
	copy(sample.Image.Pixels, record[file.version.labels():])
	return nil
}

// locate returns the file that holds image i, and its place there.
func (m *Images) locate(i int) (file *records, place int) {
	number := sort.Search(len(m.files), func(file int) bool { return m.first[file+1] > i })
	return m.files[number], i - m.first[number]
}
