package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/inspect"
	"github.com/reefml/reef/io/shards"
)

const verifyPage = `Check the shards in a folder, or in its folders train, val and so on.

  go run ./cmd/data verify DIR

Hashes and sizes are compared with index.json, samples are counted, and every image is decoded. Problems are listed, a line each; if there
are any, the command ends with the status 1.

Flags:
`

func runVerify(ctx context.Context, arguments []string, out io.Writer) error {
	flags := newFlags("verify")
	workers := flags.Int("workers", 0, "`number` of images to decode at once (default one for each core)")
	folder, err := parseFlags(flags, arguments, "folder of shards", verifyPage, out)
	if err != nil {
		return err
	}
	folders, err := shardFolders(folder)
	if err != nil {
		return err
	}
	problems := 0
	for _, folder := range folders {
		v := &verifier{folder: folder, out: out, workers: *workers}
		if err := v.run(ctx); err != nil {
			return err
		}
		problems += v.problems
	}
	if problems > 0 {
		return errors.Errorf("%d problems in %s", problems, folder)
	}
	return nil
}

// shardFolders returns the folder, or those in it, that have an index.
func shardFolders(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, errors.WithStack(err)
	}
	candidates := []string{folder}
	for _, e := range entries {
		if e.IsDir() {
			candidates = append(candidates, filepath.Join(folder, e.Name()))
		}
	}
	var found []string
	for _, candidate := range candidates {
		there, err := exists(filepath.Join(candidate, shards.IndexName))
		if err != nil {
			return nil, err
		}
		if there {
			found = append(found, candidate)
		}
	}
	if len(found) == 0 {
		return nil, errors.Errorf("there is no %s in %s or the folders in it: expected what pack has written, to its end", shards.IndexName, folder)
	}
	return found, nil
}

// A verifier checks one folder.
type verifier struct {
	folder   string
	out      io.Writer
	workers  int
	problems int
}

func (v *verifier) problem(format string, values ...any) {
	v.problems++
	fmt.Fprintf(v.out, "%s: %s\n", v.folder, fmt.Sprintf(format, values...))
}

func (v *verifier) run(ctx context.Context) error {
	text, err := os.ReadFile(filepath.Join(v.folder, shards.IndexName))
	if err != nil {
		return errors.WithStack(err)
	}
	index, err := shards.ParseIndex(text)
	if err != nil {
		v.problem("%s: %v", shards.IndexName, err)
		return nil
	}
	wrong, err := shards.Verify(ctx, v.folder)
	if err != nil {
		return err
	}
	for _, problem := range wrong {
		v.problem("%v", problem.Err)
	}
	if err := v.strangers(index); err != nil {
		return err
	}
	if err := v.decode(ctx); err != nil {
		return err
	}
	fmt.Fprintf(v.out, "%s: %d images in %d shards, %d problems\n", v.folder, index.Samples(), len(index.Shards), v.problems)
	return nil
}

// strangers looks for shards that the index does not know.
func (v *verifier) strangers(index *shards.Index) error {
	entries, err := os.ReadDir(v.folder)
	if err != nil {
		return errors.WithStack(err)
	}
	for _, entry := range entries {
		known := func(e shards.Entry) bool { return e.File == entry.Name() }
		if filepath.Ext(entry.Name()) == ".tar" && !slices.ContainsFunc(index.Shards, known) {
			v.problem("%s is not in the index", entry.Name())
		}
	}
	return nil
}

// decode decodes all images.
func (v *verifier) decode(ctx context.Context) (err error) {
	set, err := shards.Open(ctx, []string{v.folder}, shards.Settings{})
	if err != nil {
		v.problem("%v", err)
		return nil
	}
	defer func() {
		if closing := set.Close(); err == nil {
			err = errors.WithStack(closing)
		}
	}()
	bar := newProgress(v.out, "decoding "+v.folder, set.Len())
	defer bar.stop()
	settings := inspect.Settings{Workers: v.workers, NearDistance: -1, Neighbours: -1, Progress: bar.show}
	report, err := inspect.Inspect(ctx, []inspect.Split{{Name: v.folder, Source: set}}, settings)
	if err != nil {
		return err
	}
	bar.stop()
	for _, u := range report.Unreadable {
		v.problem("%s: %s", u.Name, u.Reason)
	}
	return nil
}
