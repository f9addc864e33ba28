package storage

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

const (
	// mostAddresses is how many addresses a pattern may stand for.
	mostAddresses = 1_000_000
	// longestPattern bounds what those addresses take.
	longestPattern = 4096
)

// Expand returns the addresses that a pattern stands for, in its order. {000000..000146} stands for the numbers of a range, from low to high,
// as wide as the wider end if one of them begins with 0; {train,test} for each of its words. Of several braces the last varies fastest.
// Braces do not stand within each other, and those in the parameters of a remote address are left alone.
func Expand(pattern string) ([]string, error) {
	path, query := splitQuery(pattern)
	if len(pattern) > longestPattern {
		return nil, errors.Errorf("the pattern %.40q… has %d bytes, want at most %d", pattern, len(pattern), longestPattern)
	}
	all := []string{""}
	for rest := path; ; {
		literal, words, after, err := nextBrace(rest)
		if err != nil {
			return nil, errors.Wrapf(err, "pattern %q", pattern)
		}
		if words.count > mostAddresses/len(all) {
			return nil, errors.Errorf("pattern %q stands for more than %d addresses", pattern, mostAddresses)
		}
		longer := make([]string, 0, len(all)*words.count)
		for _, begun := range all {
			for i := range words.count {
				longer = append(longer, begun+literal+words.at(i))
			}
		}
		all, rest = longer, after
		if rest == "" {
			break
		}
	}
	for i := range all {
		all[i] += query
	}
	return all, nil
}

// alternatives are what a brace stands for.
type alternatives struct {
	count int
	at    func(i int) string
}

// nextBrace returns what stands before the first brace, its alternatives and what comes after it. Without a brace there is one
// alternative, which is empty.
func nextBrace(pattern string) (literal string, words alternatives, rest string, err error) {
	begin := strings.IndexAny(pattern, "{}")
	if begin < 0 {
		return pattern, alternatives{1, func(int) string { return "" }}, "", nil
	}
	if pattern[begin] == '}' {
		return "", words, "", errors.New("a } closes no {")
	}
	length := strings.IndexAny(pattern[begin+1:], "{}")
	if length < 0 {
		return "", words, "", errors.New("a { is not closed")
	}
	inside, rest := pattern[begin+1:begin+1+length], pattern[begin+1+length:]
	if rest[0] == '{' {
		return "", words, "", errors.New("a { stands within another")
	}
	words, err = parseBrace(inside)
	return pattern[:begin], words, rest[1:], err
}

func parseBrace(inside string) (alternatives, error) {
	if words := strings.Split(inside, ","); len(words) > 1 {
		return alternatives{len(words), func(i int) string { return words[i] }}, nil
	}
	low, high, found := strings.Cut(inside, "..")
	first, errLow := strconv.ParseUint(low, 10, 62)
	last, errHigh := strconv.ParseUint(high, 10, 62)
	if !found || errLow != nil || errHigh != nil {
		return alternatives{}, errors.Errorf("{%s} is neither a range of numbers, as {000..146}, nor a list of words, as {train,test}", inside)
	}
	if first > last {
		return alternatives{}, errors.Errorf("{%s} runs backwards, want {%s..%s}", inside, high, low)
	}
	if last-first >= mostAddresses {
		return alternatives{}, errors.Errorf("{%s} has %d numbers, want at most %d", inside, last-first+1, mostAddresses)
	}
	width := 0
	if isPadded(low) || isPadded(high) {
		width = max(len(low), len(high))
	}
	return alternatives{int(last-first) + 1, func(i int) string { return fmt.Sprintf("%0*d", width, first+uint64(i)) }}, nil
}

// isPadded reports whether a number is written with zeros before it.
func isPadded(number string) bool { return len(number) > 1 && number[0] == '0' }
