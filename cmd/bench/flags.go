package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/pkg/errors"
)

// errHelp says that the user asked for help, and got it.
var errHelp = flag.ErrHelp

const usage = `Time training steps and inference on synthetic images.

  go run ./cmd/bench                    all workloads
  go run ./cmd/bench -work cnn -torch   one workload, side by side with PyTorch
  go run ./cmd/bench -work cnn -profile where the time of a training step goes
  go run ./cmd/bench -loading -torch    decoding and augmenting of photographs, side by side with torchvision
  go run ./cmd/bench -scale             memory and time of sets of ten thousand and of a million images

docs/benchmarks.md tells how it is measured.

Workloads:
%s
Flags:
`

// options are what the flags say.
type options struct {
	works    []workload
	threads  int // 0: all cores
	repeats  int // 0: as many as the workload asks for
	rounds   int
	json     bool
	markdown bool
	profile  bool
	loading  bool
	photos   string
	count    int
	scale    bool
	scaleOf  string
	torch    bool
	python   string
}

// parse reads the arguments.
func parse(arguments []string, out io.Writer) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {} // a wrong flag deserves one line, not the whole page
	names := flags.String("work", strings.Join(workNames(), ","), "`workloads`, separated by commas")
	flags.IntVar(&o.threads, "threads", 0, "`number` of cores to use (default all)")
	flags.IntVar(&o.repeats, "repeats", 0, "`number` of measurements, of which the median counts (default depends on the workload)")
	flags.IntVar(&o.rounds, "rounds", 3, "`number` of times that -torch starts each side")
	flags.BoolVar(&o.json, "json", false, "print a line of JSON for each workload")
	flags.BoolVar(&o.markdown, "markdown", false, "print a table in Markdown")
	flags.BoolVar(&o.profile, "profile", false, "print what each operator takes in a training step")
	flags.BoolVar(&o.loading, "loading", false, "time the decoding and augmenting of photographs instead of networks")
	flags.StringVar(&o.photos, "photographs", "", "for -loading: a `folder` of JPEG files (default: drawn images)")
	flags.IntVar(&o.count, "count", 1000, "for -loading: `number` of photographs")
	flags.BoolVar(&o.scale, "scale", false, "compare the memory that sets of ten thousand and of a million images take")
	flags.StringVar(&o.scaleOf, "scale-of", "", "what -scale starts in a process of its own: FILES:SAMPLES:FOLDER")
	flags.BoolVar(&o.torch, "torch", false, "compare with PyTorch, or torchvision for -loading, in turns")
	flags.StringVar(&o.python, "python", "python3", "`program` that runs PyTorch")
	if err := flags.Parse(arguments); errors.Is(err, errHelp) {
		fmt.Fprintf(out, usage, workList())
		flags.SetOutput(out)
		flags.PrintDefaults()
		return nil, err
	} else if err != nil {
		return nil, errors.Wrap(err, "see -h")
	}
	if flags.NArg() > 0 {
		return nil, errors.Errorf("received %q after the flags, expected nothing; see -h", flags.Arg(0))
	}
	for name := range strings.SplitSeq(*names, ",") {
		w, err := findWork(name)
		if err != nil {
			return nil, errors.Wrap(err, "-work")
		}
		o.works = append(o.works, w)
	}
	return o, o.check()
}

// check returns an error that names the flag if a value is wrong.
func (o *options) check() error {
	switch {
	case o.threads < 0:
		return errors.Errorf("-threads: received %d, expected at least 1, or 0 for all cores", o.threads)
	case o.repeats < 0:
		return errors.Errorf("-repeats: received %d, expected at least 1, or 0 for the workload's own number", o.repeats)
	case o.rounds < 1:
		return errors.Errorf("-rounds: received %d, expected at least 1; with fewer than 3 the median tells little", o.rounds)
	case o.json && o.markdown:
		return errors.New("received -json and -markdown, expected one of them")
	case o.count < 4:
		return errors.Errorf("-count: received %d, expected at least 4", o.count)
	case o.photos != "" && !o.loading:
		return errors.New("received -photographs without -loading, expected both")
	case o.loading && (o.profile || o.scale) || o.scale && (o.profile || o.torch):
		return errors.New("received two of -loading, -scale and -profile, or -scale with -torch: expected one of them")
	case o.profile && (o.json || o.markdown || o.torch):
		return errors.New("received -profile with -json, -markdown or -torch, expected it alone: its table is for reading")
	}
	return nil
}
