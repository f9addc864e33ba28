package cifar

import (
	"io"
	"slices"
	"strings"

	"github.com/pkg/errors"
)

// maxNames is how long a file of names may be, in bytes.
const maxNames = 1 << 16

// readNames parses a file of names, one a line, which must be want in number. Empty lines at the end are passed over.
func readNames(source io.Reader, want int) ([]string, error) {
	text, err := io.ReadAll(io.LimitReader(source, maxNames+1))
	if err != nil {
		return nil, errors.Wrapf(err, "at byte %d", len(text))
	}
	if len(text) > maxNames {
		return nil, errors.Errorf("it has more than %d bytes, want %d names of classes", maxNames, want)
	}
	var names []string
	for i, line := range strings.Split(strings.TrimRight(string(text), "\r\n \t"), "\n") {
		name := strings.TrimSpace(line)
		if name == "" {
			return nil, errors.Errorf("line %d is empty, want the name of a class", i+1)
		}
		if before := slices.Index(names, name); before >= 0 {
			return nil, errors.Errorf("line %d is %q, as line %d is: want different names", i+1, name, before+1)
		}
		names = append(names, name)
	}
	if len(names) != want {
		return nil, errors.Errorf("it has %d names of classes, want %d", len(names), want)
	}
	return names, nil
}
