package main

import (
	"bytes"
	"encoding/json"
	"os"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// unreadable lists the images that could not be read, each once, in a file of the run folder.
type unreadable struct {
	path string // empty: nowhere
	seen map[string]bool
	err  error // of writing the list, which must not end the training; finish reports it
}

// unreadableLine is a line of the file.
type unreadableLine struct {
	Name  string `json:"name"`
	Index int    `json:"index"` // its place in the set
	Error string `json:"error"`
}

// open begins to write to a file, or goes on with it.
func (u *unreadable) open(path string) error {
	u.path, u.seen = path, map[string]bool{}
	text, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return errors.WithStack(err)
	}
	for text := range bytes.Lines(text) {
		var line unreadableLine
		if err := json.Unmarshal(text, &line); err != nil {
			return errors.Wrap(err, path)
		}
		u.seen[line.Error] = true
	}
	return nil
}

// add is dataset.Loading.OnFailure.
func (u *unreadable) add(failure dataset.Failure) {
	line := unreadableLine{failure.Name, failure.Index, failure.Err.Error()}
	if u.path == "" || u.seen[line.Error] {
		return
	}
	u.seen[line.Error] = true
	text, err := json.Marshal(line)
	if err == nil {
		err = appendLine(u.path, text)
	}
	if err != nil && u.err == nil {
		u.err = errors.Wrap(err, unreadableFile)
	}
}

// appendLine adds a line to a file, which is made if it is missing.
func appendLine(path string, line []byte) (err error) {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return errors.WithStack(err)
	}
	defer func() {
		if closing := file.Close(); err == nil {
			err = errors.WithStack(closing)
		}
	}()
	_, err = file.Write(append(line, '\n'))
	return errors.WithStack(err)
}
