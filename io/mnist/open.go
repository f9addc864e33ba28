package mnist

import (
	"embed"
	"io/fs"
	"os"

	"github.com/pkg/errors"
)

//go:embed data/*.gz
var data embed.FS

// The four files of a set, as the authors of MNIST named them.
const (
	trainImages = "train-images-idx3-ubyte"
	trainLabels = "train-labels-idx1-ubyte"
	testImages  = "t10k-images-idx3-ubyte"
	testLabels  = "t10k-labels-idx1-ubyte"
)

// Embedded returns the MNIST that is part of the program. Each call decompresses it anew, to 55 MB.
func Embedded() (train, test *Images, err error) {
	files, err := fs.Sub(data, "data")
	if err != nil {
		return nil, nil, errors.Wrap(err, "embedded MNIST")
	}
	return open(directory{files, "embedded MNIST"}, Digits())
}

// Open reads the set in a directory that has the four files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and
// t10k-labels-idx1-ubyte, or the same with a dot before idx, each with or without .gz. The labels are indices into classes, see Digits and
// FashionClasses; if classes is nil, the names are the numbers from 0 to the highest label of the training set.
func Open(path string, classes []string) (train, test *Images, err error) {
	return open(directory{os.DirFS(path), path}, classes)
}

func open(d directory, classes []string) (train, test *Images, err error) {
	if train, err = d.set(trainImages, trainLabels, classes); err != nil {
		return nil, nil, err
	}
	if test, err = d.set(testImages, testLabels, train.Classes()); err != nil {
		return nil, nil, err
	}
	return train, test, nil
}
