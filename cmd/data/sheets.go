package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/inspect"
	"github.com/reefml/reef/train/picture"
)

const (
	samplesOfClass = 8   // images of a class on a sheet
	classesOfSheet = 25  // classes on a sheet
	mostSheets     = 8   // of samples
	mostOfSheet    = 200 // images on a sheet of findings
)

// drawSheets writes contact sheets of samples and findings to a folder. Those of a report before are removed.
func drawSheets(ctx context.Context, folder string, parts []part, r *inspect.Report) error {
	if err := sweepFolder(folder, []string{"samples-*.png", "duplicates.png", "suspects.png"}); err != nil {
		return err
	}
	first := 1
	for i, sheet := range sampleSheets(r.Examples) {
		last := first + classesIn(sheet) - 1
		title := fmt.Sprintf("Samples of classes %d to %d", first, last)
		if err := drawSheet(ctx, filepath.Join(folder, fmt.Sprintf("samples-%d.png", i+1)), title, samplesOfClass, parts, sheet); err != nil {
			return err
		}
		first = last + 1
	}
	title := "Duplicates"
	duplicates := duplicateImages(r)
	if len(duplicates) > mostOfSheet {
		title = fmt.Sprintf("Duplicates: the first %d of %d images", mostOfSheet, len(duplicates))
		duplicates = duplicates[:mostOfSheet]
	}
	if err := drawSheet(ctx, filepath.Join(folder, "duplicates.png"), title, 10, parts, duplicates); err != nil {
		return err
	}
	return drawSheet(ctx, filepath.Join(folder, "suspects.png"), "Suspects", 10, parts, suspectImages(r))
}

// classesIn returns the number of classes on a sheet, on which each stands together.
func classesIn(sheet []captioned) int {
	n := 0
	for i, c := range sheet {
		if i == 0 || c.Class != sheet[i-1].Class {
			n++
		}
	}
	return n
}

// captioned is an image of a sheet.
type captioned struct {
	inspect.Place
	caption string
}

// drawSheet writes one contact sheet, unless there is nothing to see.
func drawSheet(ctx context.Context, path, title string, columns int, parts []part, wanted []captioned) error {
	if len(wanted) == 0 {
		return nil
	}
	places := make([]inspect.Place, len(wanted))
	for i, w := range wanted {
		places[i] = w.Place
	}
	found, err := readImages(ctx, parts, places)
	if err != nil {
		return err
	}
	var images []picture.Image
	for _, w := range wanted {
		if m, ok := found[key(w.Place)]; ok {
			m.Caption = w.caption
			images = append(images, m)
		}
	}
	if len(images) == 0 {
		return nil
	}
	return errors.WithMessage(atomicfile.Write(path, func(w io.Writer) error { return picture.Images(w, title, columns, images) }), path)
}

// sampleSheets cuts the samples, which come class by class, into sheets. Classes without samples are not on them.
func sampleSheets(examples []inspect.Place) [][]captioned {
	var sheets [][]captioned
	classes, last := 0, ""
	for i, p := range examples {
		if i == 0 || p.Class != last {
			if classes%classesOfSheet == 0 {
				if len(sheets) == mostSheets {
					break
				}
				sheets = append(sheets, nil)
			}
			classes, last = classes+1, p.Class
		}
		sheet := &sheets[len(sheets)-1]
		*sheet = append(*sheet, captioned{p, p.Class})
	}
	return sheets
}

// duplicateImages puts the members of groups side by side, copies first.
func duplicateImages(r *inspect.Report) []captioned {
	var all []captioned
	add := func(kind string, groups []inspect.Group) {
		for i, g := range groups {
			for _, p := range g.Samples {
				all = append(all, captioned{p, fmt.Sprintf("%s %d: %s, %s", kind, i+1, p.Split, p.Class)})
			}
		}
	}
	add("exact", r.Exact)
	add("near", r.Near)
	return all
}

// suspectImages are blank images and those whose label may be wrong, half of the sheet each if there are many.
func suspectImages(r *inspect.Report) []captioned {
	var all []captioned
	for _, p := range r.Blank[:min(len(r.Blank), mostOfSheet/2)] {
		all = append(all, captioned{p, "blank: " + p.Class})
	}
	for _, s := range r.Suspicions[:min(len(r.Suspicions), mostOfSheet-len(all))] {
		caption := s.Class + ", not " + s.Likely + "?"
		if s.Likely == "" {
			caption = s.Class + "? copies differ"
		}
		all = append(all, captioned{s.Place, caption})
	}
	return all
}
