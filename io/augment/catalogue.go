package augment

import (
	"fmt"
	"strconv"
	"strings"
)

// Entry is a transformation as Parse knows it.
type Entry struct {
	Name        string
	Description string // one line
	Numbers     []Number
	// OfBatch says that the entry mixes the images of a batch, instead of changing images one by one.
	OfBatch bool
	// Sizes says that the entry gives images of any size the size that Parse is given.
	Sizes bool

	step func(numbers []float64, size Size) Transformation
	mix  func(numbers []float64) Mix
}

// Number is a parameter of an entry.
type Number struct {
	Name      string  // one line
	Default   float64 // if the text does not give it
	Low, High float64 // between which it must be
	Whole     bool    // it is a whole number
}

// Syntax returns the entry as it is written with all its numbers, which are the defaults: "randaugment=9x2".
func (e Entry) Syntax() string {
	numbers := make([]string, len(e.Numbers))
	for i, number := range e.Numbers {
		numbers[i] = strconv.FormatFloat(number.Default, 'g', -1, 64)
	}
	return strings.TrimSuffix(e.Name+"="+strings.Join(numbers, "x"), "=")
}

// String returns two columns for a list: the syntax, and what the entry does with which numbers.
func (e Entry) String() string {
	names := make([]string, len(e.Numbers))
	for i, number := range e.Numbers {
		names[i] = number.Name
	}
	text := fmt.Sprintf("%-22s %s", e.Syntax(), e.Description)
	if len(names) > 0 {
		text += ": " + strings.Join(names, ", ")
	}
	return text
}

// probability is the number of entries that happen to some images.
func probability(value float64) Number {
	return Number{Name: "probability", Default: value, Low: 0, High: 1}
}

// Catalogue returns what Parse knows.
func Catalogue() []Entry {
	var all []Entry
	for _, part := range [...][]Entry{cuttingEntries(), warpEntries(), colourEntries(), policyEntries(), batchEntries()} {
		all = append(all, part...)
	}
	return all
}
