package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/table"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/inspect"
)

const cleanPage = `List what to keep of a set of image files and what to leave out, and move the rest aside. Nothing is ever deleted.

  go run ./cmd/data clean DATA -out keep.csv             write the lists
  go run ./cmd/data clean DATA -out keep.csv -move DIR   and move what is left out to DIR
  go run ./cmd/data clean -undo DIR                      move it back

The file -out lists the path, the label and the split of each image to keep, and is a set itself: csv:keep.csv. Paths are relative to its
folder: write it to that of the images or one above, so that none leads out of it. The file keep-left-out.csv lists the others, with the
reasons.

Problems:
  unreadable    cannot be read or decoded
  blank         nearly of one colour
  cross-split   exact or near duplicates in two splits: those in the last of train, val and test are kept
  exact         exact duplicates in a split: the first is kept
  near          near duplicates in a split: the first is kept
  mislabelled   labels that may be wrong: a hint, which is wrong more often than right
Of duplicates with different labels the first of the most common label is kept; none, if there is not one that is the most common.

-move keeps the paths under DIR/SPLIT and overwrites nothing. DIR/moves.jsonl says what was moved.

Flags:
`

// cleanConfig is what the arguments of clean say.
type cleanConfig struct {
	data     string
	out      string
	move     string
	undo     string
	problems []problem
	settings inspect.Settings
}

func parseClean(arguments []string, out io.Writer) (*cleanConfig, error) {
	c := &cleanConfig{}
	flags := newFlags("clean")
	problems := ""
	flags.StringVar(&c.out, "out", "", "`file` for the list of what to keep, a CSV")
	flags.StringVar(&problems, "problems", joined(problemsByDefault()), "`list` of the problems that count, see above")
	flags.StringVar(&c.move, "move", "", "move what is left out to this `folder`, which must be on the same file system")
	flags.StringVar(&c.undo, "undo", "", "move back what was moved to this `folder`; all other flags do not matter")
	settingsFlags(flags, &c.settings)
	data, err := parseFlags(flags, arguments, "data set", cleanPage, out)
	if c.undo != "" && errors.Is(err, errMissing) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	if c.undo != "" {
		return nil, errors.Errorf("received %q beside -undo, which takes no data set: the log in its folder says all", data)
	}
	c.data = data
	if c.out == "" {
		return nil, errors.New("-out: received none, expected a file for the list of what to keep, such as keep.csv")
	}
	for _, word := range words(problems) {
		if !slices.Contains(allProblems(), problem(word)) {
			return nil, errors.Errorf("-problems: received %q, expected some of %s", word, joined(allProblems()))
		}
		c.problems = append(c.problems, problem(word))
	}
	if !slices.Contains(c.problems, mislabelled) {
		c.settings.Neighbours = -1
	}
	return c, nil
}

func joined(problems []problem) string {
	var text []string
	for _, p := range problems {
		text = append(text, string(p))
	}
	return strings.Join(text, ",")
}

func runClean(ctx context.Context, arguments []string, out io.Writer) error {
	c, err := parseClean(arguments, out)
	if err != nil {
		return err
	}
	if c.undo != "" {
		moved, err := undoMoves(c.undo)
		if err == nil {
			fmt.Fprintf(out, "Moved %d files back.\n", moved)
		}
		return errors.WithMessage(err, "-undo")
	}
	return withData(ctx, c.data, func(parts []part) error { return c.clean(ctx, parts, out) })
}

func (c *cleanConfig) clean(ctx context.Context, parts []part, out io.Writer) error {
	if err := c.prepare(parts); err != nil { // before a long work that would be in vain
		return err
	}
	report, err := inspected(ctx, parts, c.settings, out)
	if err != nil {
		return err
	}
	plan := newPlan(report, c.problems)
	files := newFileUse(parts, plan)
	kept, err := writeKeepList(c.out, parts, plan, files)
	if err != nil {
		return err
	}
	if err := writeLeftOutList(leftOutPath(c.out), parts, plan); err != nil {
		return err
	}
	printPlan(out, plan, kept)
	if c.move == "" {
		return nil
	}
	moved, err := moveAside(ctx, files.left, c.move, out)
	if err != nil {
		return errors.WithMessage(err, "-move")
	}
	fmt.Fprintf(out, "Moved %d files to %s: -undo %s moves them back.\n", moved, c.move, c.move)
	return nil
}

// prepare checks that lists can name the samples and be written, and that files could be moved.
func (c *cleanConfig) prepare(parts []part) error {
	for _, p := range parts {
		if _, isSet := p.Source.(dataset.Set); p.root == "" || !isSet {
			return errors.Errorf("%s has no image files of its own, which a list could name: expected an image folder or a table of paths", c.data)
		}
		if c.move != "" {
			if err := checkOutside(p.root, c.move); err != nil {
				return errors.WithMessage(err, "-move")
			}
		}
	}
	return errors.Wrap(os.MkdirAll(filepath.Dir(c.out), 0o755), "-out")
}

// printPlan counts what is left out, by problem.
func printPlan(out io.Writer, plan *plan, kept int) {
	t := &table.Table{Left: 1}
	t.Add("left out", "images")
	for _, p := range allProblems() {
		if n := plan.count(p); n > 0 {
			t.Add(string(p), fmt.Sprint(n))
		}
	}
	t.Add("in all", fmt.Sprint(len(plan.left)))
	t.Add("kept", fmt.Sprint(kept))
	fmt.Fprint(out, t)
}

// exists tells whether there is anything at a path, be it a broken link.
func exists(path string) (bool, error) {
	_, err := os.Lstat(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, errors.WithStack(err)
}
