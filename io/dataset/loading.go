package dataset

import (
	"cmp"
	"math/rand/v2"
	"runtime"

	"github.com/pkg/errors"
)

// Defaults of Loading.
const (
	DefaultBatch     = 128
	DefaultAhead     = 2
	DefaultTolerance = 0.01
)

// Loading says how samples become batches. Nothing but Batch, Normalisation and Mix changes what the batches hold.
type Loading struct {
	Batch         int           // samples in a batch; 0 means DefaultBatch
	Normalisation Normalisation // of the pixels; the zero value leaves them in [0, 1]
	// Mix blends the images of a batch, as MixUp and CutMix do, and then sets Targets; nil: nothing. What it draws comes from random alone.
	Mix func(batch *Batch, classes int, random *rand.Rand) error

	Workers int // goroutines that read and change samples; 0 means as many as the program may use cores
	Ahead   int // batches whose samples are read before they are asked for; 0 means DefaultAhead

	// Tolerance is the share of an epoch's samples, from 0 to 1, that may be unreadable. They are left out, and OnFailure is told of each; one
	// more ends the epoch with an error. 0 means DefaultTolerance. One sample is tolerated whatever the share, but not if it is the only one.
	Tolerance float64
	Strict    bool          // the first sample that cannot be read ends the epoch
	OnFailure func(Failure) // called in the order of the visit, by the goroutine that iterates; nil: nothing
}

// Failure is a sample that could not be read.
type Failure struct {
	Index int    // its place in the source
	Name  string // as far as it is known
	Err   error
}

func (l Loading) check() error {
	switch {
	case l.Batch < 0:
		return errors.Errorf("the batch size is %d, want 1 or more (0 means %d)", l.Batch, DefaultBatch)
	case l.Workers < 0:
		return errors.Errorf("the number of workers is %d, want 1 or more (0 means one for each core)", l.Workers)
	case l.Ahead < 0:
		return errors.Errorf("%d batches are to be read ahead, want 1 or more (0 means %d)", l.Ahead, DefaultAhead)
	case !(l.Tolerance >= 0 && l.Tolerance <= 1):
		return errors.Errorf("the tolerated share of unreadable samples is %v, want one from 0 to 1 (0 means %v)", l.Tolerance, DefaultTolerance)
	}
	return l.Normalisation.check()
}

func (l Loading) withDefaults() Loading {
	l.Batch = cmp.Or(l.Batch, DefaultBatch)
	l.Workers = cmp.Or(l.Workers, runtime.GOMAXPROCS(0))
	l.Ahead = cmp.Or(l.Ahead, DefaultAhead)
	l.Tolerance = cmp.Or(l.Tolerance, DefaultTolerance)
	return l
}

// tolerated returns how many of n samples may fail.
func (l Loading) tolerated(n int) int {
	if l.Strict {
		return 0
	}
	return max(1, int(l.Tolerance*float64(n)))
}
