package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/source"
	"github.com/reefml/reef/nets"
	"github.com/reefml/reef/train/schedule"
	"github.com/reefml/reef/train/solver"
)

// errHelp says that the user asked for help, and got it.
var errHelp = flag.ErrHelp

const usage = `Train a network on a set of images.

  go run ./cmd/train                       the convolutional network on MNIST
  go run ./cmd/train -net mlp -batch 32    another network, smaller steps
  go run ./cmd/train -data fashion         another set
  go run ./cmd/train -resume runs/NAME     go on with a run that was stopped

The run folder (runs/NET-DATA, or -out) receives:
  config.json             all that is needed to run it again
  log.jsonl               one line an epoch
  result.json             the result on the test images
  curves.png              loss and accuracy by epoch
  confusion.png           what was taken for what
  mistakes.png            test images that were read wrongly
  unreadable.jsonl        images that could not be read, if there are any
  model/                  the trained network: -load takes this folder
  checkpoint.safetensors  what -resume needs

Networks:
%s
Data:
%s
Augmentation, for -augment, such as -augment crop,flip,jitter=0.4; after "=" come numbers, separated by "x", whose defaults are shown:
%s
Solvers:
%s
Schedules, as in -schedule warmup=0.05+cosine; numbers as above:
%s
Flags:
`

// parse reads the arguments. -resume takes everything from the run's config.json.
func parse(arguments []string, out io.Writer) (*config, error) {
	c := &config{}
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {} // a wrong flag deserves one line, not the whole page
	settings := ""
	flags.StringVar(&c.Net, "net", "cnn", "`network`, one of the names above")
	flags.StringVar(&settings, "settings", "", "settings of the network as a JSON `object`, such as '{\"hidden\": [256, 128], \"dropout\": 0.5}'")
	flags.StringVar(&c.Data, "data", "mnist", "`set` of images, as above")
	flags.IntVar(&c.Epochs, "epochs", 5, "`number` of passes over the training images")
	flags.IntVar(&c.Batch, "batch", 128, "`number` of images in a step")
	flags.StringVar(&c.Solver, "solver", "adam", "`method` of learning, one of those above")
	flags.Float64Var(&c.Rate, "lr", 0, "learning `rate` (default what is usual for the solver; 0.002 for adam)")
	flags.StringVar(&c.Schedule, "schedule", "cosine", "`course` of the learning rate, as above")
	flags.Float64Var(&c.Decay, "weight-decay", 0, "`factor` of weight decay (default what is usual for the solver, mostly none)")
	flags.Float64Var(&c.ClipNorm, "clip-norm", 0, "shorten gradients whose norm exceeds this `number` (default: leave them)")
	flags.Float64Var(&c.Smoothing, "smoothing", 0, "`share` of each target that is spread over all classes")
	flags.Uint64Var(&c.Seed, "seed", 1, "`number` that decides initial weights, dropout, the order of images and their augmentation")
	flags.StringVar(&c.Operators, "ops", "fast", "`operators`: fast (Reef's own) or stock (Gorgonia's, where they are right)")
	flags.StringVar(&c.Validation, "validation", "", "measure on this `set` instead of what belongs to -data")
	flags.Float64Var(&c.HoldOut, "holdout", 0.1, "`share` of the training images to measure on if -data has no others")
	flags.IntVar(&c.ImageSize, "image-size", 0, "resize images to this `number` of pixels along both sides (default: as they are)")
	flags.IntVar(&c.Channels, "channels", 0, "convert images to this `number` of channels, 1 or 3 (default: as they are, 3 for image files)")
	flags.StringVar(&c.Augment, "augment", "", "change training images at random: a `list` as below")
	flags.StringVar(&c.Normalise, "normalise", "", "normalise channels by the statistics of this `name`: imagenet, cifar10, cifar100, mnist, "+
		"fashion, or measured (default: pixels stay in [0, 1])")
	flags.Float64Var(&c.Tolerance, "tolerance", dataset.DefaultTolerance, "`share` of the images that may be unreadable; they are left out and listed")
	flags.BoolVar(&c.Strict, "strict", false, "stop at the first image that cannot be read")
	flags.IntVar(&c.Workers, "workers", 0, "`number` of goroutines that read and change images (default one for each core)")
	flags.IntVar(&c.Threads, "threads", 0, "`number` of cores to use (default all); the result does not depend on it")
	flags.StringVar(&c.Out, "out", "", "run `folder`, which must not hold a run yet (default runs/NET-DATA, numbered)")
	flags.StringVar(&c.Resume, "resume", "", "go on with the run in this `folder`; its settings are kept")
	flags.StringVar(&c.Load, "load", "", "start from the model in this `folder`; with -epochs 0 only measure it")
	flags.BoolVar(&c.describe, "summary", false, "print the network's layers and stop")
	flags.BoolVar(&c.dot, "dot", false, "print a drawing of the network for Graphviz and stop")
	flags.BoolVar(&c.profile, "profile", false, "train for 20 steps, print what each operator took, and stop")
	if err := flags.Parse(arguments); errors.Is(err, errHelp) {
		fmt.Fprintf(out, usage, networks(), source.List(), lines(augment.Catalogue()), lines(solver.Methods()), lines(schedule.Catalogue()))
		flags.SetOutput(out)
		flags.PrintDefaults()
		return nil, err
	} else if err != nil {
		return nil, errors.Wrap(err, "see -h")
	}
	if flags.NArg() > 0 {
		return nil, errors.Errorf("received %q after the flags, expected nothing; see -h", flags.Arg(0))
	}
	if c.Resume != "" {
		return resumed(c, flags)
	}
	if c.Load != "" && (isSet(flags, "net") || isSet(flags, "settings")) {
		return nil, errors.New("received -net or -settings beside -load: a model brings its network and settings")
	}
	if settings != "" && !json.Valid([]byte(settings)) {
		return nil, errors.Errorf("-settings: received %s, expected a JSON object such as '{\"hidden\": [256]}'", settings)
	}
	c.Settings = json.RawMessage(settings)
	if !isSet(flags, "lr") {
		c.Rate = c.usualRate()
	}
	return c, c.check()
}

// isSet tells whether the user gave a flag.
func isSet(flags *flag.FlagSet, name string) bool {
	found := false
	flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// lines lists what says of itself in a line what it is.
func lines[E fmt.Stringer](all []E) string {
	var text strings.Builder
	for _, one := range all {
		fmt.Fprintf(&text, "  %s\n", one)
	}
	return text.String()
}

// networks lists the registry for the help page.
func networks() string {
	var text strings.Builder
	for _, e := range nets.All() {
		fmt.Fprintf(&text, "  %-10s %s\n", e.Name, e.About)
	}
	return text.String()
}

// resumed reads the settings of a run that is to go on.
func resumed(c *config, flags *flag.FlagSet) (*config, error) {
	var refused []string
	flags.Visit(func(f *flag.Flag) {
		if f.Name != "resume" && f.Name != "threads" && f.Name != "workers" {
			refused = append(refused, "-"+f.Name)
		}
	})
	if len(refused) > 0 {
		return nil, errors.Errorf("received %s beside -resume: a run goes on with its own settings, only -threads and -workers may change",
			strings.Join(refused, " "))
	}
	path := filepath.Join(c.Resume, configFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.Wrap(err, "-resume takes the folder of a run")
	}
	kept := &config{Threads: c.Threads, Workers: c.Workers, Resume: c.Resume, Out: c.Resume}
	if err := json.Unmarshal(text, kept); err != nil {
		return nil, errors.Wrap(err, path)
	}
	return kept, errors.Wrap(kept.check(), path)
}
