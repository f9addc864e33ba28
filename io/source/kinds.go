package source

import (
	"context"
	"fmt"

	"github.com/reefml/reef/io/folder"
	"github.com/reefml/reef/io/mnist"
)

// Kinds returns all ways to name data.
func Kinds() []Kind {
	return []Kind{
		{Name: "mnist", About: "handwritten digits; they are part of the program", open: openMNIST},
		{Name: "fashion", About: "Fashion-MNIST, pictures of clothes, if its files are found: in $" + mnist.FashionVariable +
			", the place where Debian's package dataset-fashion-mnist puts them, or the user's cache folder", open: openFashion},
		{Name: "idx", Argument: "DIR", About: "four files of your own in the format of MNIST, gzipped or not", open: openIDX},
		{Name: "folder", Argument: "DIR", About: "image files in a folder for each class, or that in DIR/train and DIR/val (or test)",
			open: openFolder},
	}
}

func openMNIST(context.Context, string) (*Data, error) { return ofImages(mnist.Embedded()) }

func openFashion(context.Context, string) (*Data, error) {
	directory, err := mnist.FindFashion()
	if err != nil {
		return nil, err
	}
	return ofImages(mnist.Open(directory, mnist.FashionClasses()))
}

func openIDX(_ context.Context, directory string) (*Data, error) {
	return ofImages(mnist.Open(directory, nil))
}

func ofImages(training, test *mnist.Images, err error) (*Data, error) {
	if err != nil {
		return nil, err
	}
	return &Data{Training: training, Validation: test}, nil
}

func openFolder(_ context.Context, path string) (*Data, error) {
	training, validation, err := folder.OpenSplits(path, folder.Settings{})
	if err != nil {
		return nil, err
	}
	data := &Data{Training: training, Files: true, Notes: folderNotes(path, training)}
	if validation != nil { // a nil *Folder is no nil Source
		data.Validation = validation
	}
	return data, nil
}

// folderNotes tells what looks like a mistake in a folder.
func folderNotes(path string, set *folder.Folder) []string {
	var notes []string
	if empty := set.Empty(); len(empty) > 0 {
		notes = append(notes, fmt.Sprintf("%d of the %d classes in %s have no images: %q", len(empty), len(set.Classes()), path,
			empty[:min(len(empty), 10)]))
	}
	if len(set.Classes()) == 1 {
		notes = append(notes, fmt.Sprintf("%s has one class only, %q: there is nothing to tell apart", path, set.Classes()[0]))
	}
	if others := set.Others(); len(others) > 0 {
		notes = append(notes, fmt.Sprintf("%s has files that are no images by their names, such as %q", path, others[:min(len(others), 5)]))
	}
	return notes
}
