// Package folder reads image folders in ImageNet's layout: ROOT/CLASS/FILE, where the files of a class may lie in folders of their own,
// ROOT/CLASS/A/B/FILE.
//
// The classes are the folders right under the root. Files are images by their extension, in upper or lower case: bmp, gif, jpg, jpeg, png,
// tif, tiff and webp. Hidden entries, whose names begin with a dot, and what operating systems leave behind, such as Thumbs.db and
// __MACOSX, are passed over. Names may be in any script, and on Unix any bytes.
//
// Symbolic links are followed. One that leads back to a folder above it is an error. A file that cannot be opened, such as a broken link,
// is a sample whose Read fails; a folder that cannot be listed is an error of opening, because nobody knows what it would hold.
//
// Invariants:
//   - Samples are in the order of their classes, and within a class in that of the bytes of their paths, however the file system lists them.
//   - Opening lists folders but opens no files. A sample takes the bytes of its path within the class and 8 more.
//   - A set is never changed after it was made. What changes on the disk later shows when a sample is read.
package folder

import (
	"context"
	"io/fs"
	"iter"
	"sort"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/internal/files"
	"github.com/reefml/reef/io/internal/names"
)

// Folder is a set of image files.
type Folder struct {
	root    root
	classes []string
	images  []names.List // of each class, relative to its folder
	first   []int        // the first sample of each class, and the number of samples
	others  names.List   // relative to the root
}

var _ dataset.Set = (*Folder)(nil)

// A root is the folder that holds the classes.
type root struct {
	files fs.FS
	place string // for errors
}

// Len returns the number of images.
func (f *Folder) Len() int { return f.first[len(f.classes)] }

// Classes returns the names of the classes.
func (f *Folder) Classes() []string { return f.classes }

// Visit yields the images in an order.
func (f *Folder) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, f, order)
}

// Label returns the label of image i.
func (f *Folder) Label(i int) int {
	return sort.Search(len(f.classes), func(class int) bool { return f.first[class+1] > i })
}

// Name returns the path of image i relative to the root, with slashes.
func (f *Folder) Name(i int) string {
	class := f.Label(i)
	return f.classes[class] + "/" + string(f.images[class].At(i-f.first[class]))
}

// Read makes sample the file of image i, still encoded.
func (f *Folder) Read(i int, sample *dataset.Sample) (err error) {
	if err := dataset.CheckIndex(i, f.Len()); err != nil {
		return err
	}
	sample.Name, sample.Label = f.Name(i), f.Label(i)
	sample.Encoded, err = files.Read(f.root.files, sample.Name, sample.Encoded)
	return errors.Wrapf(err, "reading %s in %s", sample.Name, f.root.place)
}

// Empty returns the classes that have no images. They keep their label, so that sets with the same classes have the same labels.
func (f *Folder) Empty() []string {
	var empty []string
	for class, name := range f.classes {
		if f.images[class].Len() == 0 {
			empty = append(empty, name)
		}
	}
	return empty
}

// Others returns the paths, relative to the root, of the files that are not images by their extension. They are not part of the set.
func (f *Folder) Others() []string {
	all := make([]string, f.others.Len())
	for i := range all {
		all[i] = string(f.others.At(i))
	}
	return all
}

// count finds where the samples of each class begin.
func (f *Folder) count() {
	f.first = make([]int, 1, len(f.classes)+1)
	for class := range f.classes {
		f.first = append(f.first, f.first[class]+f.images[class].Len())
	}
}
