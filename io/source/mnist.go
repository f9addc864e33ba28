package source

import (
	"context"

	"github.com/reefml/reef/io/mnist"
)

func mnistKinds() []Kind {
	return []Kind{
		{Name: "mnist", About: "handwritten digits; they are part of the program", open: openMNIST},
		{
			Name: "fashion", open: openFashion,
			About: "Fashion-MNIST, pictures of clothes, if its files are found: in $" + mnist.FashionVariable +
				", where Debian's package dataset-fashion-mnist puts them, or in the user's cache folder",
		},
		{Name: "idx", Argument: "DIR", About: "four files of your own in the format of MNIST, gzipped or not", open: openIDX},
	}
}

func openMNIST(context.Context, string) (*Data, error) { return ofDigits(mnist.Embedded()) }

func openFashion(context.Context, string) (*Data, error) {
	directory, err := mnist.FindFashion()
	if err != nil {
		return nil, err
	}
	return ofDigits(mnist.Open(directory, mnist.FashionClasses()))
}

func openIDX(_ context.Context, directory string) (*Data, error) {
	return ofDigits(mnist.Open(directory, nil))
}

func ofDigits(training, test *mnist.Images, err error) (*Data, error) {
	if err != nil {
		return nil, err
	}
	return &Data{Training: training, Validation: test}, nil
}
