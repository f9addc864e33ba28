package graph

import "time"

// Profile is what the runs of a program were measured to take.
type Profile struct {
	Runs      int
	Time      time.Duration // of whole runs
	Operators []OperatorProfile
}

// OperatorProfile is one operator of a profile.
type OperatorProfile struct {
	Path, Operator    string
	Time              time.Duration // of all runs
	Operations, Bytes int64         // of one run
}

// StartProfile measures the runs from now on.
func (p *Program) StartProfile() {}

// Profile is what was measured since StartProfile.
func (p *Program) Profile() Profile { return Profile{} }
