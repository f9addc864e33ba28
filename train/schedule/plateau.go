package schedule

import (
	"cmp"
	"math"

	"github.com/pkg/errors"
)

// Plateau lowers the rate when a measured value, such as the loss on a validation set, has stopped to improve. It is PyTorch's
// ReduceLROnPlateau, but that small reductions are made too. Its factor multiplies that of a Schedule.
type Plateau struct {
	Multiplier float64 // on the rate at each reduction; default 0.1
	Patience   int     // observations without improvement that are let pass; default 10, -1 for none
	Threshold  float64 // by which a value must be better than the best, as a share of it; default 0.0001
	Absolute   bool    // the threshold is a difference, not a share
	Rising     bool    // larger values are better, as of an accuracy
	Cooldown   int     // observations after a reduction in which none counts as bad; default 0
	Smallest   float64 // the factor is never below; default 0

	state PlateauState
}

// PlateauState is what a Plateau remembers. Its zero value is that of one that has observed nothing.
type PlateauState struct {
	Observations int     `json:"observations"`
	Best         float64 `json:"best"`       // of the observations, if there are any that are numbers
	Known        bool    `json:"known"`      // there is a best
	Bad          int     `json:"bad"`        // observations since the best, or the latest reduction
	Cooling      int     `json:"cooling"`    // observations of the cooldown that are left
	Reductions   int     `json:"reductions"` // so far
}

// Observe takes in a value, and returns the factor on the rate from now on. A value that is not a number counts as no improvement.
func (p *Plateau) Observe(value float64) float64 {
	s := &p.state
	s.Observations++
	if p.better(value) {
		s.Best, s.Known, s.Bad = value, true, 0
	} else {
		s.Bad++
	}
	if s.Cooling > 0 {
		s.Cooling--
		s.Bad = 0
	}
	if s.Bad > max(cmp.Or(p.Patience, 10), 0) {
		s.Reductions++
		s.Cooling, s.Bad = max(p.Cooldown, 0), 0
	}
	return p.Factor()
}

// better tells whether a value is an improvement.
func (p *Plateau) better(value float64) bool {
	threshold, best := cmp.Or(p.Threshold, 1e-4), p.state.Best
	if !p.state.Known {
		return !math.IsNaN(value) && !math.IsInf(value, 0)
	}
	if !p.Absolute {
		threshold *= best
	}
	if p.Rising {
		return value > best+threshold
	}
	return value < best-threshold
}

// Factor is that of the observations so far.
func (p *Plateau) Factor() float64 {
	return max(math.Pow(cmp.Or(p.Multiplier, 0.1), float64(p.state.Reductions)), p.Smallest)
}

// State is what a later Plateau needs to go on.
func (p *Plateau) State() PlateauState { return p.state }

// Restore continues from the state of another Plateau. An error changes nothing.
func (p *Plateau) Restore(s PlateauState) error {
	if min(s.Observations, s.Bad, s.Cooling, s.Reductions) < 0 || max(s.Bad, s.Reductions) > s.Observations || math.IsNaN(s.Best) ||
		s.Known && s.Observations == 0 {
		return errors.Errorf("received the state %+v of a plateau, expected counts of at least 0, no more bad observations and reductions than "+
			"observations, and a best value that is a number", s)
	}
	p.state = s
	return nil
}
