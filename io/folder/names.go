package folder

import (
	"bytes"
	"math"
	"slices"

	"github.com/pkg/errors"
)

// names is a list of strings with 8 bytes for each beside its own: a million paths as Go strings would be a million pieces for the
// garbage collector to look at.
type names struct {
	text  []byte
	spans []span
}

type span struct{ start, length uint32 }

func (n *names) len() int { return len(n.spans) }

func (n *names) at(i int) []byte {
	s := n.spans[i]
	return n.text[s.start:][:s.length]
}

// add appends a name that consists of parts.
func (n *names) add(parts ...string) error {
	start := len(n.text)
	for _, part := range parts {
		n.text = append(n.text, part...)
	}
	if len(n.text) > math.MaxUint32 {
		return errors.New("the paths of one class take more than 4 GiB: split the class, or use shards")
	}
	n.spans = append(n.spans, span{uint32(start), uint32(len(n.text) - start)})
	return nil
}

// finish sorts the names by their bytes and gives back the memory kept for more.
func (n *names) finish() {
	slices.SortFunc(n.spans, func(a, b span) int {
		return bytes.Compare(n.text[a.start:][:a.length], n.text[b.start:][:b.length])
	})
	n.text = append(make([]byte, 0, len(n.text)), n.text...)
	n.spans = append(make([]span, 0, len(n.spans)), n.spans...)
}

// addAll appends the names of another list.
func (n *names) addAll(other *names) error {
	for i := range other.len() {
		if err := n.add(string(other.at(i))); err != nil {
			return err
		}
	}
	return nil
}
