package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/inspect"
)

// newFlags returns an empty set of flags that prints nothing by itself: a wrong flag deserves one line, not the whole page.
func newFlags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	return flags
}

// errMissing says that the argument that is no flag was not given.
var errMissing = errors.New("see -h")

// parseFlags reads the arguments: one that is no flag, called what, and flags before and after it. Asked for help it prints the page.
func parseFlags(flags *flag.FlagSet, arguments []string, what, page string, out io.Writer) (argument string, err error) {
	for {
		if err := flags.Parse(arguments); errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(out, page)
			flags.SetOutput(out)
			flags.PrintDefaults()
			return "", err
		} else if err != nil {
			return "", errors.Wrap(err, "see -h")
		}
		if flags.NArg() == 0 {
			break
		}
		if argument != "" {
			return "", errors.Errorf("received %q after %q, expected one %s; see -h", flags.Arg(0), argument, what)
		}
		argument, arguments = flags.Arg(0), flags.Args()[1:]
	}
	if argument == "" {
		return "", errors.WithMessagef(errMissing, "received no %s", what)
	}
	return argument, nil
}

// settingsFlags adds the flags that say what counts as a finding.
func settingsFlags(flags *flag.FlagSet, s *inspect.Settings) {
	flags.IntVar(&s.Workers, "workers", 0, "`number` of images to measure at once (default one for each core); the result does not depend on it")
	flags.IntVar(&s.NearDistance, "near", 0, "`bits` of 64 in which perceptual hashes of near duplicates may differ (default 6); -1 looks for none")
	flags.Float64Var(&s.Blank, "blank", 0, "standard `deviation` of values in [0, 1] up to which an image is blank (default 0.01)")
	flags.IntVar(&s.Neighbours, "neighbours", 0, "`number` of samples among which neighbours with other labels are sought; the time grows with its "+
		"square (default 20000); -1 turns this off")
}

// words splits a list at its commas.
func words(list string) []string {
	var all []string
	for _, word := range strings.Split(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}
