package main

import "path/filepath"

// fileUse tells which files belong to samples that are left out, and to no sample that is kept: a table may name a file twice.
type fileUse struct {
	left []leftFile
	at   map[string]int // places in left by path
}

// leftFile is a file of a sample that is left out.
type leftFile struct {
	path, split, name string
	kept              bool // another sample of the same file is kept
}

func newFileUse(parts []part, plan *plan) *fileUse {
	f := &fileUse{at: map[string]int{}}
	for _, p := range parts {
		for _, l := range plan.left {
			path := p.path(l.Name)
			if _, known := f.at[path]; l.Split == p.Name && !known {
				f.at[path] = len(f.left)
				f.left = append(f.left, leftFile{path: path, split: l.Split, name: filepath.FromSlash(l.Name)})
			}
		}
	}
	return f
}

// keep marks a file as that of a sample that is kept.
func (f *fileUse) keep(path string) {
	if i, known := f.at[path]; known {
		f.left[i].kept = true
	}
}
