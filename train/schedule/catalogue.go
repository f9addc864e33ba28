package schedule

import (
	"fmt"
	"strconv"
	"strings"
)

// Entry is a schedule as Parse knows it.
type Entry struct {
	Name        string
	Description string // one line
	Numbers     []Number
	Open        bool // the last number may be followed by more of its kind

	make func(numbers []float64) Schedule
}

// Number is a parameter of an entry.
type Number struct {
	Name      string  // one line
	Default   float64 // if the text does not give it
	Low, High float64 // between which it must be
}

// warmUp is the name of the item that goes before others and multiplies the first of them.
const warmUp = "warmup"

// largest bounds factors, so that no product of them is infinite.
const largest = 1000

// smallestShare is that of a part of the training: about a step in a million.
const smallestShare = 1e-6

// Catalogue returns what Parse knows.
func Catalogue() []Entry {
	final := func(value, low float64) Number { return Number{"final factor", value, low, largest} }
	return []Entry{
		{"constant", "stays as it is, times a factor", []Number{{"factor", 1, 0, largest}}, false,
			func(n []float64) Schedule { return Linear(n[0], n[0]) }},
		{"cosine", "falls along half a cosine", []Number{final(0, 0)}, false,
			func(n []float64) Schedule { return CosineTo(n[0]) }},
		{"linear", "goes in a straight line", []Number{{"first factor", 1, 0, largest}, final(0, 0)}, false,
			func(n []float64) Schedule { return Linear(n[0], n[1]) }},
		{"exponential", "falls by the same ratio at every step", []Number{final(0.01, 1e-12)}, false,
			func(n []float64) Schedule { return Exponential(n[0]) }},
		{"polynomial", "falls as a power of what is left", []Number{{"power", 2, 0, 100}, final(0, 0)}, false,
			func(n []float64) Schedule { return Polynomial(n[0], n[1]) }},
		{"step", "is multiplied by a factor at points of the training", []Number{{"factor", 0.1, 0, 1}, {"points", 0.5, 0, 1}}, true,
			func(n []float64) Schedule { return Step(n[0], n[1:]...) }},
		{"onecycle", "rises and falls along cosines",
			[]Number{{"share of the rise", 0.3, smallestShare, 1 - smallestShare}, {"first factor", 0.04, 0, largest}, final(4e-6, 0)}, false,
			func(n []float64) Schedule { return OneCycle(n[0], n[1], n[2]) }},
		{warmUp, "rises in a straight line to where what follows begins",
			[]Number{{"share of the training", 0.05, 0, 1 - smallestShare}, {"first factor", 0, 0, largest}}, false, nil},
	}
}

// Syntax returns the entry as it is written with all its numbers, which are the defaults: "linear=1x0".
func (e Entry) Syntax() string {
	numbers := make([]string, len(e.Numbers))
	for i, number := range e.Numbers {
		numbers[i] = strconv.FormatFloat(number.Default, 'g', -1, 64)
	}
	return e.Name + "=" + strings.Join(numbers, "x")
}

// String returns two columns for a list: the syntax, and what the entry does with which numbers.
func (e Entry) String() string {
	names := make([]string, len(e.Numbers))
	for i, number := range e.Numbers {
		names[i] = number.Name
	}
	return fmt.Sprintf("%-24s %s: %s", e.Syntax(), e.Description, strings.Join(names, ", "))
}
