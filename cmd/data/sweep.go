package main

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/pkg/errors"
)

// sweep removes the temporary files that writers of a pack have left in its folders when they were killed. Their names are those that
// package atomicfile gives, .NAME.PROCESS-NUMBER.tmp, for the files of a pack.
func sweep(folder string, parts []part) error {
	patterns := []string{"." + packFile + ".*.tmp"}
	for _, p := range parts {
		patterns = append(patterns, "."+skippedFile(p.Name)+".*.tmp")
		inside := []string{".index.json.*.tmp", "." + p.Name + "-*.tar.*.tmp", ".." + p.Name + "-*.tar.progress.json.*.tmp"}
		if err := sweepFolder(filepath.Join(folder, p.Name), inside); err != nil {
			return err
		}
	}
	return sweepFolder(folder, patterns)
}

// sweepFolder removes the files whose names match one of the patterns.
func sweepFolder(folder string, patterns []string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return errors.WithStack(err)
	}
	for _, entry := range entries {
		matches := func(pattern string) bool { return matched(pattern, entry.Name()) }
		if !slices.ContainsFunc(patterns, matches) {
			continue
		}
		if err := os.Remove(filepath.Join(folder, entry.Name())); err != nil {
			return errors.WithStack(err)
		}
	}
	return nil
}

// matched tells whether a name matches a pattern of the program's own, which is never malformed.
func matched(pattern, name string) bool {
	matches, err := filepath.Match(pattern, name)
	return err == nil && matches
}
