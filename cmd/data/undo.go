package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pkg/errors"
)

// undoMoves moves back what the log in a folder lists, the last first, and returns the number of files. What is back already is passed
// over: it can be called again after an error. The log is kept under another name.
func undoMoves(folder string) (int, error) {
	path := filepath.Join(folder, movesFile)
	moves, err := readLog(path)
	if err != nil {
		return 0, err
	}
	moved := 0
	for _, m := range slices.Backward(moves) {
		there, err := exists(m.To)
		if err != nil {
			return moved, err
		}
		if !there { // it never came here, or is back
			continue
		}
		if err := (move{From: m.To, To: m.From}).do(); err != nil {
			return moved, err
		}
		moved++
	}
	return moved, retire(path)
}

// readLog reads a log. A last line that was not written to its end is of no move.
func readLog(path string) ([]move, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.Wrap(err, "expected a folder that clean -move has moved files to")
	}
	var moves []move
	for line := range bytes.Lines(text) {
		var m move
		if err := json.Unmarshal(line, &m); err != nil {
			if !bytes.HasSuffix(line, []byte("\n")) {
				break
			}
			return nil, errors.Wrap(err, path)
		}
		moves = append(moves, m)
	}
	return moves, nil
}

// retire gives a log whose moves were undone a name that is free.
func retire(path string) error {
	for number := 1; ; number++ {
		other := fmt.Sprintf("%s-undone-%d.jsonl", strings.TrimSuffix(path, ".jsonl"), number)
		taken, err := exists(other)
		if err != nil {
			return err
		}
		if !taken {
			return errors.WithStack(os.Rename(path, other))
		}
	}
}
