package main

import (
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/mnist"
)

// load finds the sets that -data names.
func load(name string) (training, test dataset.Set, err error) {
	var first, second *mnist.Images
	directory, isIDX := strings.CutPrefix(name, "idx:")
	switch {
	case name == "mnist":
		first, second, err = mnist.Embedded()
	case name == "fashion":
		if directory, err = mnist.FindFashion(); err != nil {
			return nil, nil, err
		}
		first, second, err = mnist.Open(directory, mnist.FashionClasses())
	case isIDX && directory != "":
		first, second, err = mnist.Open(directory, nil)
	default:
		return nil, nil, errors.Errorf("-data: received %q, expected mnist, fashion or idx:FOLDER", name)
	}
	if err != nil {
		return nil, nil, err
	}
	return first, second, nil
}
