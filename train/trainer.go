// Package train is the loop: it drives a network over a data set, measures it, and applies it.
//
// A Trainer holds one network with its parameters. Fit trains it, Evaluate measures it, Predict applies it, and a checkpoint keeps all
// that a later process needs to go on. The loop itself is in fit.go.
//
// Invariants:
//   - Every sample of a set counts exactly once an epoch. The last batch may be smaller; it is neither dropped nor padded.
//   - The seed decides initialisation, dropout and the order of samples. The same seed gives the same bits, for any GOMAXPROCS, and a
//     run resumed from a checkpoint ends with the same bits as one that was never stopped.
//   - Memory does not grow with the number of samples or epochs, but for the history: one entry an epoch.
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
	if s.Net == nil {
		return nil, errors.New("received no network: set Settings.Net to a graph.Net")
	}
	if min(s.Input.Channels, s.Input.Height, s.Input.Width) < 1 {
		return nil, errors.Errorf("received images of shape %+v: set Settings.Input to at least one channel, row and column", s.Input)
	}
	if s.Batch < 0 {
		return nil, errors.Errorf("received a batch of %d, expected at least 1 (0 means %d)", s.Batch, dataset.DefaultBatch)
	}
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
	t := &Trainer{settings: s, store: graph.NewStore(s.Seed, s.Type), programs: map[purpose]*program{}}
	p, err := t.program(purpose{task: predicting, samples: 1})
	if err != nil {
		return nil, err
	}
	t.summary, t.dot = p.program.Summary(), p.program.Dot()
	return t, nil
}

// Store holds the network's parameters and running state.
func (t *Trainer) Store() *graph.Store { return t.store }

// Summary lists the network's layers.
func (t *Trainer) Summary() graph.Summary { return t.summary }

// Dot draws the network in the language of Graphviz.
func (t *Trainer) Dot() string { return t.dot }

// History is what Fit measured, one entry an epoch, from the first on even if the run was resumed.
func (t *Trainer) History() []Epoch { return t.history }

// Close frees the compiled programs.
func (t *Trainer) Close() error {
	for _, p := range t.programs {
		if err := p.program.Close(); err != nil {
			return err
		}
	}
	clear(t.programs)
	return nil
}

// check returns an error if the network cannot see the images of a set.
func (t *Trainer) check(set dataset.Set) error {
	channels, height, width := set.Shape()
	if got := (graph.ImageShape{Channels: channels, Height: height, Width: width}); got != t.settings.Input {
		return errors.Errorf("received a set of images of shape %+v, expected %+v, for which the network was declared", got, t.settings.Input)
	}
	if set.Len() == 0 {
		return errors.New("received a set without samples, expected at least one")
	}
	return nil
}
