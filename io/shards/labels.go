package shards

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/pkg/errors"
)

// mostClasses is how many classes there may be: a damaged label must not make a set of billions.
const mostClasses = 1 << 20

// labels turns what stands in a shard into labels.
type labels struct {
	classes []string
	numbers map[string]int // of the classes
	count   int            // labels are below it
}

// anyLabels accept the numbers of classes that are not known yet.
func anyLabels() labels { return labels{count: mostClasses} }

func newLabels(classes []string) (labels, error) {
	if len(classes) > mostClasses {
		return labels{}, errors.Errorf("there are %d classes, want at most %d", len(classes), mostClasses)
	}
	l := labels{classes, make(map[string]int, len(classes)), len(classes)}
	for i, class := range classes {
		if other, taken := l.numbers[class]; taken {
			return labels{}, errors.Errorf("classes %d and %d are both named %q", other, i, class)
		}
		l.numbers[class] = i
	}
	return l, nil
}

// label returns the label of a sample.
func (l *labels) label(s *sample) (int, error) {
	switch {
	case s.class != nil:
		return l.parseClass(s.class)
	case s.json != nil:
		return l.parseJSON(s.json)
	default:
		return 0, errors.New("the sample has no label: want a member .cls or .json")
	}
}

// parseClass reads the content of a .cls: digits are a label, other text is the name of a class.
func (l *labels) parseClass(text []byte) (int, error) {
	trimmed := string(bytes.TrimSpace(text))
	if number, err := strconv.Atoi(trimmed); err == nil {
		return l.check(number)
	}
	return l.named(trimmed)
}

// parseJSON reads the label in the content of a .json: a number, or a string that is the name of a class.
func (l *labels) parseJSON(text []byte) (int, error) {
	var content struct {
		Label json.RawMessage `json:"label"`
	}
	if err := json.Unmarshal(text, &content); err != nil {
		return 0, errors.Wrap(err, "reading the member .json")
	}
	var number int
	if err := json.Unmarshal(content.Label, &number); err == nil && string(content.Label) != "null" {
		return l.check(number)
	}
	var name *string
	if err := json.Unmarshal(content.Label, &name); err != nil || name == nil {
		return 0, errors.Errorf(`the member .json has the label %.40q, want a number or a string under "label"`, content.Label)
	}
	return l.named(*name)
}

func (l *labels) check(number int) (int, error) {
	if number < 0 || number >= l.count {
		return 0, errors.Errorf("the label is %d, want 0 to %d, the classes of the set", number, l.count-1)
	}
	return number, nil
}

func (l *labels) named(class string) (int, error) {
	if number, known := l.numbers[class]; known {
		return number, nil
	}
	if number, err := strconv.Atoi(class); err == nil && l.classes == nil {
		return l.check(number)
	}
	return 0, errors.Errorf("the label is %.80q, which is neither a number nor the name of one of the %d known classes: give the names of all",
		class, len(l.classes))
}
