package main

import (
	"encoding/csv"
	"io"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/dataset"
)

// leftOutPath returns the path of the list of what is left out, beside that of what is kept.
func leftOutPath(path string) string {
	extension := filepath.Ext(path)
	return strings.TrimSuffix(path, extension) + "-left-out" + extension
}

// writeKeepList writes the path, the label and the split of each sample that is kept, and returns their number. It tells files what is kept.
func writeKeepList(path string, parts []part, plan *plan, files *fileUse) (kept int, err error) {
	err = writeCSV(path, []string{"path", "label", "split"}, func(write func(cells ...string)) {
		for _, p := range parts {
			set, classes := p.Source.(dataset.Set), p.Source.Classes()
			for i := range set.Len() {
				if plan.known[sampleKey{p.Name, i}] {
					continue
				}
				file := p.path(sampleName(set, i))
				files.keep(file)
				write(relative(path, file), classes[set.Label(i)], p.Name)
				kept++
			}
		}
	})
	return kept, err
}

// sampleName returns the name of a sample. Some sets must read it to tell; one that cannot be read has a name all the same.
func sampleName(set dataset.Set, i int) string {
	if set, ok := set.(named); ok {
		return set.Name(i)
	}
	var sample dataset.Sample
	if err := set.Read(i, &sample); err != nil {
		return sample.Name
	}
	return sample.Name
}

// writeLeftOutList writes what is left out, and why.
func writeLeftOutList(path string, parts []part, plan *plan) error {
	roots := map[string]part{}
	for _, p := range parts {
		roots[p.Name] = p
	}
	return writeCSV(path, []string{"path", "label", "split", "problem", "detail"}, func(write func(cells ...string)) {
		for _, l := range plan.left {
			write(relative(path, roots[l.Split].path(l.Name)), l.Class, l.Split, string(l.problem), l.detail)
		}
	})
}

// relative returns the path of a file as seen from the folder of a list, with slashes; if there is no way from there, its absolute path.
func relative(list, file string) string {
	from, err := filepath.Abs(filepath.Dir(list))
	if err != nil {
		return filepath.ToSlash(file)
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	if path, err := filepath.Rel(from, to); err == nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(to)
}

// writeCSV writes a table.
func writeCSV(path string, header []string, rows func(write func(cells ...string))) error {
	return atomicfile.Write(path, func(w io.Writer) error {
		table := csv.NewWriter(w)
		var failed error
		write := func(cells ...string) {
			if err := table.Write(cells); err != nil && failed == nil {
				failed = errors.WithStack(err)
			}
		}
		write(header...)
		rows(write)
		table.Flush()
		if failed != nil {
			return failed
		}
		return errors.WithStack(table.Error())
	})
}
