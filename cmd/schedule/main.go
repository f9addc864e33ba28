// Command schedule draws courses of the learning rate, as cmd/train takes them. Run it with -h for its flags.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/train/picture"
	"github.com/reefml/reef/train/schedule"
)

func main() {
	err := run(os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "schedule:", err)
		os.Exit(1)
	}
}

const usage = `Draw courses of the learning rate.

  go run ./cmd/schedule -schedule cosine,warmup=0.05+cosine,step=0.1x0.5x0.75

A schedule is items joined by "+", which follow each other. After "=" come an item's numbers, separated by "x", whose defaults are shown;
after "@" comes the share of the training that it takes, which all but the last need:
%s
Flags:
`

// run is the command: it reads the arguments and writes the picture. What a person reads goes to out.
func run(arguments []string, out io.Writer) error {
	flags := flag.NewFlagSet("schedule", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {} // a wrong flag deserves one line, not the whole page
	texts := flags.String("schedule", "cosine", "`schedules` to draw, separated by commas")
	path := flags.String("out", "schedule.png", "`file` for the picture, in PNG")
	if err := flags.Parse(arguments); errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(out, usage, entries())
		flags.SetOutput(out)
		flags.PrintDefaults()
		return err
	} else if err != nil {
		return errors.Wrap(err, "see -h")
	}
	if flags.NArg() > 0 {
		return errors.Errorf("received %q after the flags, expected nothing; see -h", flags.Arg(0))
	}
	panel, err := panelOf(strings.Split(*texts, ","))
	if err != nil {
		return err
	}
	err = atomicfile.Write(*path, func(w io.Writer) error { return picture.Curves(w, "Learning rate", panel) })
	if err != nil {
		return err
	}
	fmt.Fprintln(out, *path)
	return nil
}

// entries lists what a schedule is made of.
func entries() string {
	var text strings.Builder
	for _, entry := range schedule.Catalogue() {
		fmt.Fprintf(&text, "  %s\n", entry)
	}
	return text.String()
}

// points are so many that a step looks like one.
const points = 1000

// panelOf draws a line for each schedule.
func panelOf(texts []string) (picture.Panel, error) {
	panel := picture.Panel{X: "progress", Y: "factor on the rate"}
	for _, text := range texts {
		s, err := schedule.Parse(text)
		if err != nil {
			return panel, err
		}
		line := picture.Series{Name: strings.TrimSpace(text)}
		for i := range points + 1 {
			progress := float64(i) / points
			line.X, line.Y = append(line.X, progress), append(line.Y, s(progress))
		}
		panel.Series = append(panel.Series, line)
	}
	return panel, nil
}
