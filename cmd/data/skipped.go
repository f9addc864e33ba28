package main

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"github.com/pkg/errors"
)

// skipped lists the samples that are left out of a pack, each once, over all runs that it takes.
type skipped struct {
	path  string
	known map[string]bool
	file  *os.File // nil until there is something to write
}

// skippedFile returns the name of the list of a split.
func skippedFile(split string) string { return "skipped-" + split + ".txt" }

// openSkipped reads the list of the runs before.
func openSkipped(path string) (*skipped, error) {
	s := &skipped{path: path, known: map[string]bool{}}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, errors.WithStack(err)
	}
	for line := range bytes.Lines(text) {
		if line, whole := bytes.CutSuffix(line, []byte("\n")); whole { // else the process was killed, and its shard is to be written again
			s.known[string(line)] = true
		}
	}
	return s, s.sort()
}

// add writes a line at once, for a shard that is written whole will not tell of its samples again.
func (s *skipped) add(cause error) (err error) {
	line := strings.Join(strings.Fields(cause.Error()), " ")
	if s.known[line] {
		return nil
	}
	s.known[line] = true
	if s.file == nil {
		if s.file, err = os.OpenFile(s.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err != nil {
			return errors.WithStack(err)
		}
	}
	_, err = s.file.WriteString(line + "\n")
	return errors.WithStack(err)
}

// close ends the writing.
func (s *skipped) close() error {
	if s.file == nil {
		return nil
	}
	return errors.WithStack(s.file.Close())
}

// sort sorts the list, so that it does not depend on the order in which the workers came.
func (s *skipped) sort() error {
	if len(s.known) == 0 {
		return nil
	}
	lines := make([]string, 0, len(s.known))
	for line := range s.known {
		lines = append(lines, line+"\n")
	}
	slices.Sort(lines)
	return writeFile(s.path, []byte(strings.Join(lines, "")))
}
