package main

import (
	"path/filepath"

	"github.com/reefml/reef/io/csv"
)

// openTable opens the splits of a table of images. Paths may lead anywhere: the list that clean writes does not have to lie above the images.
func openTable(path string) ([]part, error) {
	training, validation, err := csv.OpenSplits(path, csv.Settings{Outside: true})
	if err != nil {
		return nil, err
	}
	root := filepath.Dir(path)
	if files, err := isFiles(training); err != nil {
		return nil, err
	} else if !files {
		root = ""
	}
	parts := []part{newPart("train", training, root)}
	if validation != nil {
		parts = append(parts, newPart("val", validation, root))
	}
	return parts, nil
}
