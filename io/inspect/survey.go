package inspect

import (
	"context"
	"math/rand/v2"

	"github.com/reefml/reef/internal/random"
)

// A state is what is kept of a sample until all have been seen: about 170 bytes beside its name.
type state struct {
	name      string
	digest    digest
	hash      uint64
	signature signature
	index     int32 // in its split
	label     int32 // index into the classes of the survey; -1 if it is not known
	split     int16
	readable  bool
	blank     bool
}

// A survey gathers measurements of all splits. A sample is known in it by its place in states.
type survey struct {
	settings   Settings
	splits     []Split
	total      int
	states     []state
	classes    []string // of all splits, in the order in which they first occur
	statistics []*statistics
	unreadable []Unreadable
	reservoir  *reservoir
	examples   []examples // by class
}

func newSurvey(splits []Split, settings Settings) *survey {
	s := &survey{settings: settings, splits: splits, unreadable: []Unreadable{}, reservoir: newReservoir(settings.Neighbours)}
	for _, split := range splits {
		s.total += split.Source.Len()
		s.statistics = append(s.statistics, newStatistics(len(split.Source.Classes())))
	}
	s.states = make([]state, 0, s.total)
	return s
}

// visit measures the samples of a split.
func (s *survey) visit(ctx context.Context, split int) error {
	source := s.splits[split].Source
	classes := s.joinClasses(source.Classes())
	return gather(ctx, source, s.settings.Workers, func(index int, m *measurement) {
		s.statistics[split].add(m)
		label := -1
		if m.label >= 0 {
			label = classes[m.label]
		}
		s.add(state{
			name: m.name, digest: m.digest, hash: m.hash, signature: m.signature,
			index: int32(index), label: int32(label), split: int16(split),
			readable: m.problem == "", blank: m.problem == "" && m.deviation() <= s.settings.Blank,
		}, m)
		if s.settings.Progress != nil {
			s.settings.Progress(len(s.states), s.total)
		}
	})
}

// joinClasses returns, for each class of a split, its index among those of the survey.
func (s *survey) joinClasses(names []string) []int {
	known := make(map[string]int, len(s.classes))
	for i, name := range s.classes {
		known[name] = i
	}
	joined := make([]int, len(names))
	for i, name := range names {
		at, ok := known[name]
		if !ok {
			at = len(s.classes)
			known[name] = at
			s.classes = append(s.classes, name)
			s.examples = append(s.examples, examples{size: s.settings.Examples, generator: random.Stream(0, "examples", name)})
		}
		joined[i] = at
	}
	return joined
}

// add keeps the next sample.
func (s *survey) add(sample state, m *measurement) {
	place := len(s.states)
	s.states = append(s.states, sample)
	if !sample.readable {
		s.unreadable = append(s.unreadable, Unreadable{Place: s.place(place), Reason: m.problem})
		return
	}
	s.examples[sample.label].offer(place)
	if !sample.blank {
		s.reservoir.offer(place, &m.feature)
	}
}

// place names a sample.
func (s *survey) place(i int) Place {
	sample := &s.states[i]
	p := Place{Split: s.splits[sample.split].Name, Index: int(sample.index), Name: sample.name}
	if sample.label >= 0 {
		p.Class = s.classes[sample.label]
	}
	return p
}

// report draws the conclusions.
func (s *survey) report(ctx context.Context) (*Report, error) {
	r := &Report{Unreadable: s.unreadable, Blank: []Place{}, Examples: []Place{}}
	for i, split := range s.splits {
		r.Splits = append(r.Splits, s.statistics[i].report(split.Name, split.Source.Classes()))
	}
	for i := range s.states {
		if s.states[i].blank {
			r.Blank = append(r.Blank, s.place(i))
		}
	}
	exact := s.exactGroups()
	near, err := s.nearGroups(ctx, exact)
	if err != nil {
		return nil, err
	}
	r.Exact, r.Near = s.groups(exact), s.groups(near)
	if r.Suspicions, r.Neighbours, err = s.suspicions(ctx, append(exact, near...)); err != nil {
		return nil, err
	}
	for _, drawn := range s.examples {
		for _, place := range drawn.places {
			r.Examples = append(r.Examples, s.place(int(place)))
		}
	}
	return r, nil
}

// examples draws a number of samples as a reservoir does.
type examples struct {
	size, seen int
	generator  *rand.Rand
	places     []int32
}

func (e *examples) offer(place int) {
	e.seen++
	if len(e.places) < e.size {
		e.places = append(e.places, int32(place))
	} else if i := e.generator.IntN(e.seen); i < e.size {
		e.places[i] = int32(place)
	}
}
