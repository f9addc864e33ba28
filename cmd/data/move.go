package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
)

// movesFile is the log in the folder that files are moved to, a line for each, written before the first file is moved.
const movesFile = "moves.jsonl"

// move is a line of the log. Both paths are absolute.
type move struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// moveAside moves files to folder/SPLIT/NAME, and returns their number. Before it moves the first it checks that nothing is in the way, and
// writes all moves to the log.
func moveAside(ctx context.Context, files []leftFile, folder string, out io.Writer) (moved int, err error) {
	moves, err := planMoves(files, folder)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, errors.WithStack(err)
	}
	if err := appendLog(filepath.Join(folder, movesFile), moves); err != nil {
		return 0, err
	}
	bar := newProgress(out, "moving", len(moves))
	defer bar.stop()
	for i, m := range moves {
		if ctx.Err() != nil {
			return i, errors.WithStack(ctx.Err())
		}
		if err := m.do(); err != nil {
			return i, err
		}
		bar.show(i+1, len(moves))
	}
	return len(moves), nil
}

// appendLog adds moves to a log, which is then on the disk.
func appendLog(path string, moves []move) (err error) {
	log, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return errors.WithStack(err)
	}
	defer func() {
		if closing := log.Close(); err == nil {
			err = errors.WithStack(closing)
		}
	}()
	encoder := json.NewEncoder(log)
	for _, m := range moves {
		if err := encoder.Encode(m); err != nil {
			return errors.WithStack(err)
		}
	}
	return errors.WithStack(log.Sync())
}

// do moves the file, unless there is one already where it should go.
func (m move) do() error {
	if err := os.MkdirAll(filepath.Dir(m.To), 0o755); err != nil {
		return errors.WithStack(err)
	}
	taken, err := exists(m.To)
	if err != nil {
		return err
	}
	if taken {
		return errors.Errorf("%s is there already: it is not overwritten", m.To)
	}
	return errors.Wrap(os.Rename(m.From, m.To), "choose a folder on the same file system, if it is another")
}

// checkOutside returns an error if a folder is in a set, of which it would become a part.
func checkOutside(root, folder string) error {
	from, err := filepath.Abs(root)
	if err != nil {
		return errors.WithStack(err)
	}
	to, err := filepath.Abs(folder)
	if err != nil {
		return errors.WithStack(err)
	}
	path, err := filepath.Rel(from, to)
	if err != nil { // on another drive
		return nil
	}
	if path != ".." && !strings.HasPrefix(path, ".."+string(filepath.Separator)) {
		return errors.Errorf("%s is in the set, %s: expected a folder outside of it", folder, root)
	}
	return nil
}

// planMoves returns the moves, or an error if one of them cannot be done. Files that are kept for another sample, or are not there, are passed
// over.
func planMoves(files []leftFile, folder string) ([]move, error) {
	target, err := filepath.Abs(folder)
	if err != nil {
		return nil, errors.WithStack(err)
	}
	var moves []move
	for _, f := range files {
		if there, err := exists(f.path); err != nil {
			return nil, err
		} else if f.kept || !there {
			continue
		}
		if !filepath.IsLocal(f.name) {
			return nil, errors.Errorf("%q leads out of the folder of its set: it has no place under %s", f.name, folder)
		}
		from, err := filepath.Abs(f.path)
		if err != nil {
			return nil, errors.WithStack(err)
		}
		m := move{from, filepath.Join(target, f.split, f.name)}
		taken, err := exists(m.To)
		if err != nil {
			return nil, err
		}
		if taken {
			return nil, errors.Errorf("%s is there already and would be overwritten: nothing was moved", m.To)
		}
		moves = append(moves, m)
	}
	return moves, nil
}
