package csv

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// maxClass is the highest label that is taken for the number of a class: a number such as a date must not make millions of classes.
const maxClass = 1<<16 - 1

// A vocabulary numbers the labels of a table in the order in which they occur.
type vocabulary struct {
	words   []string
	numbers map[string]int32
}

// add returns the number of a label.
func (v *vocabulary) add(label string) int32 {
	number, known := v.numbers[label]
	if known {
		return number
	}
	if v.numbers == nil {
		v.numbers = map[string]int32{}
	}
	label = strings.Clone(label) // it is a part of its row
	number = int32(len(v.words))
	v.words, v.numbers[label] = append(v.words, label), number
	return number
}

// used returns the labels that occur in rows, sorted.
func (v *vocabulary) used(rows *rows) []string {
	seen := make([]bool, len(v.words))
	for _, word := range rows.words {
		if word >= 0 {
			seen[word] = true
		}
	}
	var words []string
	for word, occurs := range seen {
		if occurs {
			words = append(words, v.words[word])
		}
	}
	slices.Sort(words)
	return words
}

// classesOf returns the names of the classes that labels mean: those from 0 to the highest, if all are whole numbers.
func classesOf(labels []string) []string {
	highest := -1
	for _, label := range labels {
		number, ok := parseInteger(label)
		if !ok {
			return labels
		}
		if number <= maxClass {
			highest = max(highest, number)
		}
	}
	classes := make([]string, highest+1)
	for class := range classes {
		classes[class] = strconv.Itoa(class)
	}
	return classes
}

// A resolver finds the class that a label means.
type resolver struct {
	classes map[string]int
	indices bool // labels may be whole numbers
}

func newResolver(classes []string) (resolver, error) {
	r := resolver{classes: make(map[string]int, len(classes)), indices: true}
	numbered := true
	for class, name := range classes {
		if _, twice := r.classes[name]; twice {
			return r, errors.Errorf("the class %q was given twice", name)
		}
		r.classes[name] = class
		if _, isNumber := parseInteger(name); isNumber {
			r.indices = false
		}
		numbered = numbered && name == strconv.Itoa(class)
	}
	r.indices = r.indices || numbered
	return r, nil
}

// find returns the class that a label means.
func (r resolver) find(label string) (class int, err error) {
	if class, ok := r.classes[label]; ok {
		return class, nil
	}
	number, isNumber := parseInteger(label)
	if r.indices && isNumber && number >= 0 && number < len(r.classes) {
		return number, nil
	}
	if isNumber && number > maxClass {
		return 0, errors.Errorf("the label is %s, want the number of a class, at most %d; if it is a name, give all names in Settings.Classes",
			label, maxClass)
	}
	if isNumber {
		return 0, errors.Errorf("the label is %s, want one of the %d classes, or a number from 0 to %d", label, len(r.classes), len(r.classes)-1)
	}
	return 0, errors.Errorf("the label is %q, which is none of the %d classes", label, len(r.classes))
}

// parseInteger returns the value of a whole number; of one that is too large for an int, the largest.
func parseInteger(s string) (value int, ok bool) {
	value, err := strconv.Atoi(strings.TrimSpace(s))
	return value, err == nil || errors.Is(err, strconv.ErrRange)
}
