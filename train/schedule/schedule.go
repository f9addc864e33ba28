// Package schedule changes the rate of a solver in the course of training.
package schedule

import (
	"math"

	"github.com/pkg/errors"
)

// Schedule returns the factor on the solver's rate at a point of the training: progress is the share of steps done, in [0, 1). It depends
// on nothing else, so that a run that is resumed goes on as if it had never stopped.
type Schedule func(progress float64) float64

// Constant leaves the rate as it is.
func Constant(float64) float64 { return 1 }

// Cosine lets the rate fall from 1 to 0 along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts).
func Cosine(progress float64) float64 { return (1 + math.Cos(math.Pi*progress)) / 2 }

// WarmUp lets the rate rise from 0 over the first share of the training, in a straight line, and then follows the other schedule over the
// rest. share is in [0, 1); 0 means no warm-up.
func WarmUp(share float64, then Schedule) Schedule {
	return func(progress float64) float64 {
		if progress < share {
			return progress / share * then(0)
		}
		return then((progress - share) / (1 - share))
	}
}

// Parse finds a schedule by its name: "constant" or "cosine".
func Parse(name string) (Schedule, error) {
	switch name {
	case "constant":
		return Constant, nil
	case "cosine":
		return Cosine, nil
	}
	return nil, errors.Errorf("received the schedule %q, expected constant or cosine", name)
}
