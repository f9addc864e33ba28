// Package names keeps many strings, such as the paths of a million images, in little memory: a string takes its bytes and 8 more, and the
// garbage collector sees two pieces of memory however many there are.
package names

import (
	"bytes"
	"math"
	"slices"

	"github.com/pkg/errors"
)

// List is a list of strings. The zero value is empty.
type List struct {
	text  []byte
	spans []span
}

type span struct{ start, length uint32 }

// Len returns the number of strings.
func (l *List) Len() int { return len(l.spans) }

// At returns string i. The caller must not change it.
func (l *List) At(i int) []byte {
	s := l.spans[i]
	return l.text[s.start:][:s.length:s.length]
}

// Add appends the string that parts make up. It is an error if all strings together would take more than 4 GiB.
func (l *List) Add(parts ...string) error {
	start := len(l.text)
	for _, part := range parts {
		l.text = append(l.text, part...)
	}
	if uint64(len(l.text)) > math.MaxUint32 {
		l.text = l.text[:start]
		return errors.New("the names of one list take more than 4 GiB: cut the set into parts, or use shards")
	}
	l.spans = append(l.spans, span{uint32(start), uint32(len(l.text) - start)})
	return nil
}

// AddAll appends the strings of another list.
func (l *List) AddAll(other *List) error {
	for i := range other.Len() {
		if err := l.Add(string(other.At(i))); err != nil {
			return err
		}
	}
	return nil
}

// Sort puts the strings into the order of their bytes.
func (l *List) Sort() {
	slices.SortFunc(l.spans, func(a, b span) int {
		return bytes.Compare(l.text[a.start:][:a.length], l.text[b.start:][:b.length])
	})
}

// Clip gives back the memory that is kept for more strings.
func (l *List) Clip() {
	l.text = append(make([]byte, 0, len(l.text)), l.text...)
	l.spans = append(make([]span, 0, len(l.spans)), l.spans...)
}
