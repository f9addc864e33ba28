package main

import (
	"encoding/json"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/train/schedule"
	"github.com/reefml/reef/train/solver"
)

// config is everything that decides a run. It is written to config.json, from which a run can be resumed or repeated.
type config struct {
	Net       string          `json:"net"`
	Settings  json.RawMessage `json:"settings"` // of the network
	Data      string          `json:"data"`
	Epochs    int             `json:"epochs"`
	Batch     int             `json:"batch"`
	Solver    string          `json:"solver"`
	Rate      float64         `json:"lr"`
	Schedule  string          `json:"schedule"`
	Decay     float64         `json:"weight_decay,omitempty"` // 0: what is usual for the solver
	ClipNorm  float64         `json:"clip_norm,omitempty"`    // 0: no clipping
	Smoothing float64         `json:"smoothing"`
	Seed      uint64          `json:"seed"`
	Operators string          `json:"ops"`
	Load      string          `json:"load,omitempty"` // folder of a model to start from

	Validation string  `json:"validation,omitempty"`
	HoldOut    float64 `json:"holdout"`
	ImageSize  int     `json:"image_size,omitempty"` // 0: as they are
	Channels   int     `json:"channels,omitempty"`   // 0: as they are, and 3 of files
	Augment    string  `json:"augment,omitempty"`
	Normalise  string  `json:"normalise,omitempty"`
	Tolerance  float64 `json:"tolerance"` // share of samples that may be unreadable
	Strict     bool    `json:"strict,omitempty"`

	// These change nothing in the result.
	Threads  int    `json:"-"` // 0: all cores
	Workers  int    `json:"-"` // that read and change images; 0: one for each core
	Out      string `json:"-"`
	Resume   string `json:"-"`
	describe bool   // print the network's layers and stop
	dot      bool   // print the network in the language of Graphviz and stop
	profile  bool   // measure a few steps operator by operator and stop
}

// check returns an error that names the choices if a value is wrong.
func (c *config) check() error {
	if _, err := c.operators(); err != nil {
		return errors.Wrap(err, "-ops")
	}
	if _, err := schedule.Parse(c.Schedule); err != nil {
		return errors.Wrap(err, "-schedule")
	}
	switch {
	case c.Epochs < 1 && !(c.Epochs == 0 && c.Load != ""):
		return errors.Errorf("-epochs: received %d, expected at least 1, or 0 with -load to measure a model", c.Epochs)
	case c.Batch < 1:
		return errors.Errorf("-batch: received %d, expected at least 1", c.Batch)
	case !(c.Rate > 0):
		return errors.Errorf("-lr: received %v, expected more than 0; -h lists what is usual for the solvers", c.Rate)
	case !(c.Decay >= 0):
		return errors.Errorf("-weight-decay: received %v, expected at least 0", c.Decay)
	case !(c.ClipNorm >= 0):
		return errors.Errorf("-clip-norm: received %v, expected more than 0, or 0 for no clipping", c.ClipNorm)
	case !(c.Smoothing >= 0 && c.Smoothing < 1):
		return errors.Errorf("-smoothing: received %v, expected at least 0 and less than 1", c.Smoothing)
	case c.Threads < 0:
		return errors.Errorf("-threads: received %d, expected at least 1, or 0 for all cores", c.Threads)
	}
	if _, err := c.solver(); err != nil { // after its numbers, whose flags are named above
		return errors.Wrap(err, "-solver")
	}
	return c.checkImages()
}

// checkImages is check for what concerns the data.
func (c *config) checkImages() error {
	switch {
	case !(c.HoldOut > 0 && c.HoldOut < 1):
		return errors.Errorf("-holdout: received %v, expected more than 0 and less than 1", c.HoldOut)
	case c.ImageSize < 0:
		return errors.Errorf("-image-size: received %d, expected at least 1, or 0 to leave images as they are", c.ImageSize)
	case c.Channels != 0 && c.Channels != 1 && c.Channels != 3:
		return errors.Errorf("-channels: received %d, expected 1 (grey), 3 (colour), or 0 to leave images as they are", c.Channels)
	case !(c.Tolerance > 0 && c.Tolerance <= 1):
		return errors.Errorf("-tolerance: received %v, expected more than 0 and at most 1; -strict tolerates nothing", c.Tolerance)
	case c.Workers < 0:
		return errors.Errorf("-workers: received %d, expected at least 1, or 0 for one on each core", c.Workers)
	}
	return nil
}

func (c *config) operators() (graph.Operators, error) { return graph.ParseOperators(c.Operators) }

func (c *config) solver() (solver.Solver, error) {
	made, err := solver.New(c.Solver, solver.Settings{Rate: c.Rate, WeightDecay: c.Decay})
	if err == nil && c.ClipNorm > 0 {
		made = &solver.Clip{Norm: c.ClipNorm, Solver: made}
	}
	return made, err
}

// usualRate is the learning rate without -lr: what is usual for the solver, but twice that for adam, which suits the networks here.
func (c *config) usualRate() float64 {
	for _, method := range solver.Methods() {
		switch {
		case method.Name == c.Solver && method.Name == "adam":
			return 2 * method.Rate
		case method.Name == c.Solver:
			return method.Rate
		}
	}
	return 1 // the solver is not known, which check says
}
