package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/inspect"
)

const inspectPage = `Say what is in a set of images and what is wrong with it.

  go run ./cmd/data inspect DATA [flags]

It reads every image once and reports sizes, classes, statistics, images that cannot be read, exact and near duplicates, those that are in
two splits, blank images, and labels that may be wrong, which is no more than a hint. The folder -out receives:
  inspect.json     everything, with the names of all samples found
  samples-N.png    images drawn at random, by class
  duplicates.png   groups of duplicates, side by side
  suspects.png     blank images and labels that may be wrong

Flags:
`

// inspectConfig is what the arguments of inspect say.
type inspectConfig struct {
	data     string
	out      string
	json     bool
	settings inspect.Settings
}

func parseInspect(arguments []string, out io.Writer) (*inspectConfig, error) {
	c := &inspectConfig{}
	flags := newFlags("inspect")
	flags.StringVar(&c.out, "out", "", "`folder` for the report and the pictures, which are replaced there (default runs/inspect-DATA)")
	flags.BoolVar(&c.json, "json", false, "print the report as JSON and write no files")
	settingsFlags(flags, &c.settings)
	var err error
	if c.data, err = parseFlags(flags, arguments, "data set", inspectPage, out); err != nil {
		return nil, err
	}
	if c.json && c.out != "" {
		return nil, errors.New("received -json beside -out, expected one of them: -out writes the same JSON to a file")
	}
	if c.out == "" {
		c.out = filepath.Join("runs", "inspect-"+strings.Trim(strings.Map(plain, c.data), "-."))
	}
	c.settings.Examples = samplesOfClass
	return c, nil
}

// plain keeps what is good in a folder's name.
func plain(r rune) rune {
	if strings.ContainsRune("/\\: ?*{}", r) {
		return '-'
	}
	return r
}

func runInspect(ctx context.Context, arguments []string, out io.Writer) error {
	c, err := parseInspect(arguments, out)
	if err != nil {
		return err
	}
	return withData(ctx, c.data, func(parts []part) error {
		bar := out
		if c.json { // the JSON stands alone
			bar = io.Discard
		}
		report, err := inspected(ctx, parts, c.settings, bar)
		if err != nil {
			return err
		}
		text, err := json.MarshalIndent(report, "", "  ")
		if err != nil {
			return errors.WithStack(err)
		}
		text = append(text, '\n')
		if c.json {
			_, err := out.Write(text)
			return errors.WithStack(err)
		}
		printReport(out, report)
		return c.writeFiles(ctx, parts, report, text, out)
	})
}

// writeFiles writes the report and its pictures to the folder.
func (c *inspectConfig) writeFiles(ctx context.Context, parts []part, report *inspect.Report, text []byte, out io.Writer) error {
	if err := os.MkdirAll(c.out, 0o755); err != nil {
		return errors.Wrap(err, "-out")
	}
	if err := writeFile(filepath.Join(c.out, "inspect.json"), text); err != nil {
		return err
	}
	if err := drawSheets(ctx, c.out, parts, report); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nThe report and its pictures are in", c.out)
	return nil
}

// inspected inspects a set.
func inspected(ctx context.Context, parts []part, settings inspect.Settings, out io.Writer) (*inspect.Report, error) {
	total := 0
	for _, p := range parts {
		total += p.Source.Len()
		for _, note := range p.notes {
			fmt.Fprintln(out, "note:", note)
		}
	}
	bar := newProgress(out, "measuring", total)
	settings.Progress = bar.show
	report, err := inspect.Inspect(ctx, splits(parts), settings)
	bar.stop()
	return report, err
}

func writeFile(path string, content []byte) error {
	return atomicfile.Write(path, func(w io.Writer) error {
		_, err := w.Write(content)
		return errors.WithStack(err)
	})
}
