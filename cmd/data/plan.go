package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/reefml/reef/io/inspect"
)

// problem is why a sample is left out.
type problem string

const (
	unreadable  problem = "unreadable"
	blank       problem = "blank"
	crossSplit  problem = "cross-split"
	exact       problem = "exact"
	near        problem = "near"
	mislabelled problem = "mislabelled"
)

// allProblems returns the problems in the order in which they are looked at: a sample is left out for the first that it has.
func allProblems() []problem {
	return []problem{unreadable, blank, crossSplit, exact, near, mislabelled}
}

func problemsByDefault() []problem { return []problem{unreadable, blank, crossSplit, exact, near} }

// leftOut is a sample that is not kept.
type leftOut struct {
	inspect.Place
	problem problem
	detail  string
}

// A plan says what to leave out of a set.
type plan struct {
	left   []leftOut
	known  map[sampleKey]bool
	splits []string // in the order of the report
}

func newPlan(r *inspect.Report, problems []problem) *plan {
	p := &plan{known: map[sampleKey]bool{}}
	for _, s := range r.Splits {
		p.splits = append(p.splits, s.Name)
	}
	for _, problem := range allProblems() {
		if slices.Contains(problems, problem) {
			p.apply(r, problem)
		}
	}
	return p
}

// apply leaves out the samples that have a problem.
func (p *plan) apply(r *inspect.Report, problem problem) {
	switch problem {
	case unreadable:
		for _, u := range r.Unreadable {
			p.leave(u.Place, problem, u.Reason)
		}
	case blank:
		for _, place := range r.Blank {
			p.leave(place, problem, "nearly of one colour")
		}
	case crossSplit:
		for _, g := range slices.Concat(r.Exact, r.Near) {
			p.keepOneSplit(g)
		}
	case exact:
		for _, g := range r.Exact {
			p.keepOneSample(g, problem)
		}
	case near:
		for _, g := range r.Near {
			p.keepOneSample(g, problem)
		}
	case mislabelled:
		for _, s := range r.Suspicions {
			p.leave(s.Place, problem, fmt.Sprintf("%d of %d %s are of class %s", s.Agreeing, s.Of, s.Cause, cmp.Or(s.Likely, "others")))
		}
	}
}

func (p *plan) leave(place inspect.Place, problem problem, detail string) {
	if k := key(place); !p.known[k] {
		p.known[k] = true
		p.left = append(p.left, leftOut{place, problem, detail})
	}
}

// staying returns the members of a group that are not left out so far.
func (p *plan) staying(g inspect.Group) []inspect.Place {
	var members []inspect.Place
	for _, place := range g.Samples {
		if !p.known[key(place)] {
			members = append(members, place)
		}
	}
	return members
}

// keepOneSplit leaves out the members of a group that are not in the last split that has any: what is measured on stays as it is.
func (p *plan) keepOneSplit(g inspect.Group) {
	members := p.staying(g)
	if len(members) == 0 {
		return
	}
	last := slices.MaxFunc(members, func(a, b inspect.Place) int {
		return cmp.Compare(slices.Index(p.splits, a.Split), slices.Index(p.splits, b.Split))
	})
	for _, place := range members {
		if place.Split != last.Split {
			p.leave(place, crossSplit, "the same as "+last.Name+" in "+last.Split)
		}
	}
}

// keepOneSample leaves out, in each split, all members of a group but one.
func (p *plan) keepOneSample(g inspect.Group, problem problem) {
	class, labels := commonClass(g)
	for _, split := range p.splits {
		members := slices.DeleteFunc(p.staying(g), func(place inspect.Place) bool { return place.Split != split })
		keeper := slices.IndexFunc(members, func(place inspect.Place) bool { return place.Class == class })
		for i, place := range members {
			switch {
			case i == keeper:
			case keeper >= 0:
				p.leave(place, problem, "the same as "+members[keeper].Name)
			case class == "":
				p.leave(place, problem, "copies of it have different labels: "+strings.Join(labels, ", "))
			default:
				p.leave(place, problem, "most of its copies have the label "+class)
			}
		}
	}
}

// commonClass returns the most common class of a group, or "" if there is not one, and all classes of the group.
func commonClass(g inspect.Group) (class string, classes []string) {
	counts := map[string]int{}
	for _, place := range g.Samples {
		if counts[place.Class]++; counts[place.Class] == 1 {
			classes = append(classes, place.Class)
		}
	}
	most := 0
	for _, candidate := range classes {
		switch n := counts[candidate]; {
		case n > most:
			class, most = candidate, n
		case n == most:
			class = ""
		}
	}
	return class, classes
}

// count returns the number of samples that are left out for a problem.
func (p *plan) count(problem problem) int {
	n := 0
	for _, l := range p.left {
		if l.problem == problem {
			n++
		}
	}
	return n
}
