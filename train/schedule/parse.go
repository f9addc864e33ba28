package schedule

import (
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// Parse reads a schedule such as "cosine", "step=0.1x0.5x0.75" or "warmup=0.05+cosine". Items, joined by "+", follow each other; each is a
// name of the Catalogue. After "=" come its numbers, separated by "x"; those left out at the end have their defaults. After "@" comes the
// share of the training that the item takes, and it goes through its whole course in it: "constant@0.7+cosine" begins to fall after seven
// tenths. The last item takes what is left, and so does the only one; all others need a share.
//
// A warm-up may only be the first item. Its share is its first number, and those of the other items are shares of what it leaves.
//
// An error names the item, and says what may stand there.
func Parse(text string) (Schedule, error) {
	first, rest, more := strings.Cut(text, "+")
	if !isWarmUp(first) {
		return parseSequence(strings.Split(text, "+"))
	}
	entry, numbers, share, err := parseItem(first)
	switch {
	case err != nil:
		return nil, err
	case share != 0:
		return nil, errors.Errorf("item %q of the schedule has a share after \"@\", want it as the first number: %s", first, entry)
	case !more:
		return nil, errors.Errorf("nothing follows %q in the schedule, want a schedule after it, such as %s+cosine", first,
			strings.TrimSpace(first))
	}
	then, err := parseSequence(strings.Split(rest, "+"))
	if err != nil {
		return nil, err
	}
	return WarmUpFrom(numbers[1], numbers[0], then), nil
}

// isWarmUp tells whether an item has the name of the warm-up.
func isWarmUp(item string) bool {
	name, _, _ := strings.Cut(strings.TrimSpace(item), "=")
	name, _, _ = strings.Cut(name, "@")
	return name == warmUp
}

// parseSequence reads items without a warm-up.
func parseSequence(items []string) (Schedule, error) {
	var parts []Part
	total := 0.
	for i, item := range items {
		entry, numbers, share, err := parseItem(item)
		if err != nil {
			return nil, err
		}
		last := i == len(items)-1
		switch {
		case entry.make == nil:
			return nil, errors.Errorf("item %q of the schedule is not the first, want a warm-up only there", item)
		case last && share != 0:
			return nil, errors.Errorf("item %q of the schedule is the last and takes what is left: leave out the share after \"@\"", item)
		case !last && share == 0:
			return nil, errors.Errorf("item %q of the schedule is not the last, want the share of the training that it takes, such as %s@0.5",
				item, item)
		}
		parts = append(parts, Part{share, entry.make(numbers)})
		total += share
	}
	if total > 1-smallestShare {
		return nil, errors.Errorf("the shares of the schedule add up to %v, want less than 1, so that some is left for the last item", total)
	}
	return Sequence(parts...), nil
}

// parseItem reads one item. A share of 0 was not given.
func parseItem(item string) (entry Entry, numbers []float64, share float64, err error) {
	defer func() { err = errors.Wrapf(err, "item %q of the schedule", item) }()
	text, shareText, shared := strings.Cut(strings.TrimSpace(item), "@")
	name, numberText, given := strings.Cut(text, "=")
	if entry, err = find(name); err != nil {
		return entry, nil, 0, err
	}
	if numbers, err = parseNumbers(numberText, given, entry); err != nil || !shared {
		return entry, numbers, 0, err
	}
	share, err = parseNumber(shareText, Number{Name: "share of the training", Low: smallestShare, High: 1 - smallestShare})
	return entry, numbers, share, err
}

// find returns the entry of a name.
func find(name string) (Entry, error) {
	var names []string
	for _, entry := range Catalogue() {
		if entry.Name == name {
			return entry, nil
		}
		names = append(names, entry.Name)
	}
	return Entry{}, errors.Errorf("received the name %q, want one of %s", name, strings.Join(names, ", "))
}

// parseNumbers returns the numbers of an entry, those that the text leaves out too.
func parseNumbers(text string, given bool, entry Entry) ([]float64, error) {
	var values []float64
	for _, number := range entry.Numbers {
		values = append(values, number.Default)
	}
	if !given {
		return values, nil
	}
	items := strings.Split(text, "x")
	if len(items) > len(values) && !entry.Open {
		return nil, errors.Errorf("received %d numbers, want at most %d: %s", len(items), len(values), entry)
	}
	for i, item := range items {
		value, err := parseNumber(item, entry.Numbers[min(i, len(entry.Numbers)-1)])
		if err != nil {
			return nil, err
		}
		if i == len(values) {
			values = append(values, 0)
		}
		values[i] = value
	}
	return values, nil
}

// parseNumber reads one number.
func parseNumber(text string, number Number) (float64, error) {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || !(value >= number.Low && value <= number.High) { // not the inverse: NaN fails too
		return 0, errors.Errorf("%s: received %q, want a number from %v to %v", number.Name, text, number.Low, number.High)
	}
	return value, nil
}
