// Package mnist reads MNIST and the sets that share its file format, such as Fashion-MNIST.
//
// MNIST (LeCun, Cortes and Burges, "The MNIST database of handwritten digits") has 60000 images to train with and 10000 to test with: grey,
// 28 × 28, in 10 classes. Its four files are part of this package; see data/LICENSE.md for where they come from.
//
// A file is in the IDX format, gzipped or not. All numbers are unsigned and of 32 bits, the most significant byte first:
//
//	images   0x00000803, count, height, width, then count × height × width bytes: 0 is the background, 255 the stroke
//	labels   0x00000801, count, then count bytes
//
// Invariants:
//   - What a reader returns agrees with the header: a short file, one with bytes left over and one that gzip finds damaged are errors
//     that name the file and the byte. Bytes are counted after decompression.
//   - A header that promises much does not make a reader allocate much: memory grows with the data that arrive.
//   - A set is never changed after it was made.
package mnist

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// Digits returns the names of MNIST's classes.
func Digits() []string {
	return []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
}

// Images is a set of labelled grey images, a byte a pixel.
type Images struct {
	stack   *Stack
	labels  []uint8
	classes []string
}

var _ dataset.Set = (*Images)(nil)

// New joins images and their labels, which are indices into classes. It keeps the slices: the caller must not change them.
func New(stack *Stack, labels []uint8, classes []string) (*Images, error) {
	if len(stack.Pixels) != stack.Count*stack.Height*stack.Width {
		return nil, errors.Errorf("the stack has %d pixels, want %d images of %d × %d", len(stack.Pixels), stack.Count, stack.Height, stack.Width)
	}
	if len(labels) != stack.Count {
		return nil, errors.Errorf("there are %d images but %d labels: the two files are not of one set, or one is damaged",
			stack.Count, len(labels))
	}
	for i, label := range labels {
		if int(label) >= len(classes) {
			return nil, errors.Errorf("label %d (byte %d of the labels) is %d, want 0 to %d: give the names of all classes",
				i, labelsHeader+i, label, len(classes)-1)
		}
	}
	return &Images{stack: stack, labels: labels, classes: slices.Clone(classes)}, nil
}

// Len returns the number of images.
func (m *Images) Len() int { return m.stack.Count }

// Classes returns the names of the classes.
func (m *Images) Classes() []string { return m.classes }

// Visit yields the images in an order.
func (m *Images) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, m, order)
}

// Label returns the label of image i.
func (m *Images) Label(i int) int { return int(m.labels[i]) }

// Read makes sample image i, shape (1, H, W): 0 is the background and 255 the stroke.
func (m *Images) Read(i int, sample *dataset.Sample) error {
	if err := dataset.CheckIndex(i, m.Len()); err != nil {
		return err
	}
	sample.Name, sample.Label, sample.Encoded = "image "+strconv.Itoa(i), int(m.labels[i]), sample.Encoded[:0]
	sample.Image.Resize(1, m.stack.Height, m.stack.Width)
	copy(sample.Image.Pixels, m.stack.Pixels[i*len(sample.Image.Pixels):])
	return nil
}
