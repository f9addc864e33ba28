// Package train is the loop: it drives a network over a data set, measures it, and applies it.
//
// A Trainer holds one network with its parameters. Fit trains it, Evaluate measures it, Predict applies it, and a checkpoint keeps all
// that a later process needs to go on. The loop itself is in fit.go.
//
// Invariants:
//   - Every sample of a set that can be read counts exactly once an epoch. The last batch may be smaller; it is neither dropped nor padded.
//   - The seed decides initialisation, dropout, the order of samples, and what augmenting and mixing them draws. The same seed gives the
//     same bits, for any GOMAXPROCS, and a run resumed from a checkpoint ends with the same bits as one that was never stopped.
//   - Memory does not grow with the number of samples or epochs, but for the history: one entry an epoch. A graph is compiled for each
//     size of batch that occurs and kept until Close.
package train

import (
	"cmp"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train/schedule"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// Settings say what is trained and how. Net and Input are required.
type Settings struct {
	Net       graph.Net        // the network: from images (N, C, H, W) to scores (N, classes)
	Input     graph.ImageShape // of one image
	Batch     int              // samples in a step; default 128
	Loading   dataset.Loading  // how samples are read; its Batch must be 0, its Mix is for training alone
	Seed      uint64           // decides everything random
	Solver    solver.Solver    // default &solver.Adam{}
	Schedule  schedule.Schedule
	Smoothing float64         // label smoothing of the cross entropy, in [0, 1); default 0
	Operators graph.Operators // default graph.Fast
	K         int             // top-k accuracy looks at the K highest scores; default 5
	Type      tensor.Dtype    // of parameters and activations: tensor.Float32, the default, or tensor.Float64
}

// Trainer is a network with what is needed to train, measure and apply it. It is not safe for concurrent use.
type Trainer struct {
	settings Settings
	store    *graph.Store
	programs map[purpose]*program
	summary  graph.Summary
	dot      string
	history  []Epoch
}

// New declares the network once, so that its parameters have their first values and a mistake in it is reported here.
func New(s Settings) (*Trainer, error) {
	s = s.withDefaults()
	if err := s.validate(); err != nil {
		return nil, err
	}
	t := &Trainer{settings: s, store: graph.NewStore(s.Seed, s.Type), programs: map[purpose]*program{}}
	p, err := t.program(purpose{task: predicting, samples: 1})
	if err != nil {
		return nil, err
	}
	t.summary, t.dot = p.program.Summary(), p.program.Dot()
	return t, nil
}

// withDefaults fills in what was left out.
func (s Settings) withDefaults() Settings {
	s.Batch = cmp.Or(s.Batch, dataset.DefaultBatch)
	if s.Solver == nil {
		s.Solver = &solver.Adam{}
	}
	if s.Schedule == nil {
		s.Schedule = schedule.Constant
	}
	if s.Type == (tensor.Dtype{}) {
		s.Type = tensor.Float32
	}
	return s
}

// validate returns an error if no trainer can be made of the settings.
func (s Settings) validate() error {
	switch {
	case s.Net == nil:
		return errors.New("received no network: set Settings.Net to a graph.Net")
	case min(s.Input.Channels, s.Input.Height, s.Input.Width) < 1:
		return errors.Errorf("received images of shape %+v: set Settings.Input to at least one channel, row and column", s.Input)
	case s.Batch < 0:
		return errors.Errorf("received a batch of %d, expected at least 1 (0 means %d)", s.Batch, dataset.DefaultBatch)
	case s.Loading.Batch != 0:
		return errors.Errorf("received a batch of %d in Settings.Loading, expected 0: set Settings.Batch", s.Loading.Batch)
	case s.K < 0:
		return errors.Errorf("received K of %d, expected at least 1 (0 means 5)", s.K)
	case !(s.Smoothing >= 0 && s.Smoothing < 1): // not the inverse: NaN fails too
		return errors.Errorf("received a label smoothing of %v, expected at least 0 and less than 1", s.Smoothing)
	case s.Type != tensor.Float32 && s.Type != tensor.Float64:
		return errors.Errorf("received type %v, expected tensor.Float32 or tensor.Float64", s.Type)
	}
	return errors.Wrap(s.Loading.Normalisation.Check(s.Input.Channels), "Settings.Loading")
}

// Store holds the network's parameters and running state.
func (t *Trainer) Store() *graph.Store { return t.store }

// Summary lists the network's layers.
func (t *Trainer) Summary() graph.Summary { return t.summary }

// Dot draws the network in the language of Graphviz.
func (t *Trainer) Dot() string { return t.dot }

// History is what Fit measured, one entry an epoch, from the first on even if the run was resumed.
func (t *Trainer) History() []Epoch { return t.history }

// Close frees the compiled programs. The trainer may be used again, and compiles them anew.
func (t *Trainer) Close() error {
	var first error
	for _, p := range t.programs {
		first = cmp.Or(first, p.program.Close())
	}
	clear(t.programs)
	return first
}

// check returns an error if there is nothing to train or measure on.
func check(source dataset.Source) error {
	if source == nil {
		return errors.New("received no set")
	}
	if source.Len() == 0 {
		return errors.New("received a set without samples, expected at least one")
	}
	return nil
}

// loading says how batches are made for a task.
func (t *Trainer) loading(purpose task) dataset.Loading {
	loading := t.settings.Loading
	loading.Batch = t.settings.Batch
	if purpose != training {
		loading.Mix = nil
	}
	return loading
}

// programFor finds or compiles the program for a batch. It returns an error if the network cannot see the images.
func (t *Trainer) programFor(purpose purpose, batch *dataset.Batch) (*program, error) {
	got := graph.ImageShape{Channels: batch.Channels, Height: batch.Height, Width: batch.Width}
	if got != t.settings.Input {
		return nil, errors.Errorf("received images of shape %+v, expected %+v, for which the network was declared", got, t.settings.Input)
	}
	purpose.samples, purpose.mixed = len(batch.Labels), len(batch.Targets) > 0
	return t.program(purpose)
}
