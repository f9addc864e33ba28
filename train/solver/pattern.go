package solver

import (
	"strings"

	"github.com/pkg/errors"
)

// matches tells whether a path, such as "block1/convolution/weight", is what a pattern says. In a pattern "*" stands for any characters,
// none too, and "/" is one of them; all other characters stand for themselves.
func matches(pattern, path string) bool {
	first, rest, starred := strings.Cut(pattern, "*")
	if !starred {
		return pattern == path
	}
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	for {
		part, more, again := strings.Cut(rest, "*")
		if !again {
			return strings.HasSuffix(path, rest)
		}
		at := strings.Index(path, part) // the first place leaves the most for what follows
		if at < 0 {
			return false
		}
		path, rest = path[at+len(part):], more
	}
}

// matchesAny tells whether a path is what one of the patterns says.
func matchesAny(patterns []string, path string) bool {
	for _, pattern := range patterns {
		if matches(pattern, path) {
			return true
		}
	}
	return false
}

// noMatch is the error for a pattern that is no parameter's.
func noMatch(where, pattern string, parameters []parameter) error {
	paths := make([]string, len(parameters))
	for i, p := range parameters {
		paths[i] = p.name
	}
	return errors.Errorf(
		`%s: the pattern %q matches none of the parameters that are left for it, of %s; "*" stands for any characters, "/" too`,
		where, pattern, strings.Join(paths, ", "))
}
