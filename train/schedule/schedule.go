// Package schedule changes the rate of a solver in the course of training.
//
// A Schedule is a function of the progress alone; Parse makes one of a flag's text. Plateau, which listens to a measured value, is the
// exception: it has a state, that a checkpoint can hold.
//
// Invariants:
//   - A schedule depends on nothing but the progress, so that a run that is resumed goes on as if it had never stopped.
//   - A schedule that Parse returns gives a finite factor of at least 0 for every progress in [0, 1].
package schedule

import "math"

// Schedule returns the factor on the solver's rate at a point of the training: progress is the share of steps done, in [0, 1). It depends
// on nothing else.
type Schedule func(progress float64) float64

// Constant leaves the rate as it is.
func Constant(float64) float64 { return 1 }

// Cosine lets the rate fall from 1 to 0 along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts).
func Cosine(progress float64) float64 { return (1 + math.Cos(math.Pi*progress)) / 2 }

// CosineTo lets the rate fall from 1 to the final factor along half a cosine.
func CosineTo(final float64) Schedule {
	return func(progress float64) float64 { return final + (1-final)*Cosine(progress) }
}

// Linear goes from one factor to another in a straight line.
func Linear(from, to float64) Schedule {
	return func(progress float64) float64 { return from + (to-from)*progress }
}

// Exponential lets the rate fall, or rise, from 1 to the final factor, which is more than 0, by the same ratio at every step:
// final^progress.
func Exponential(final float64) Schedule {
	return func(progress float64) float64 { return math.Pow(final, progress) }
}

// Polynomial lets the rate fall from 1 to the final factor as (1 - progress)^power.
func Polynomial(power, final float64) Schedule {
	return func(progress float64) float64 { return final + (1-final)*math.Pow(max(1-progress, 0), power) }
}

// Step multiplies the rate by the factor at each of the given points of the training.
func Step(factor float64, points ...float64) Schedule {
	return func(progress float64) float64 {
		product := 1.
		for _, point := range points {
			if progress >= point {
				product *= factor
			}
		}
		return product
	}
}
