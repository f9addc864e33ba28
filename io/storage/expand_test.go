package storage

import (
	"slices"
	"strings"
	"testing"
)

func TestExpand(t *testing.T) {
	for _, c := range []struct {
		pattern string
		want    []string
	}{
		{"plain.tar", []string{"plain.tar"}},
		{"", []string{""}},
		{"s-{008..011}.tar", []string{"s-008.tar", "s-009.tar", "s-010.tar", "s-011.tar"}},
		{"{8..11}", []string{"8", "9", "10", "11"}},
		{"{0..2}", []string{"0", "1", "2"}},
		{"{7..7}", []string{"7"}},
		{"{08..101}", nil}, // 94 of them; see below
		{"{train,test}/{0..1}", []string{"train/0", "train/1", "test/0", "test/1"}},
		{"a{,b}", []string{"a", "ab"}},
		{"s3://b/{1..2}?endpoint={x}", []string{"s3://b/1?endpoint={x}", "s3://b/2?endpoint={x}"}},
		{"local{1..2}?", []string{"local1?", "local2?"}},
	} {
		got, err := Expand(c.pattern)
		if err != nil {
			t.Errorf("%q: %v", c.pattern, err)
		} else if c.want != nil && !slices.Equal(got, c.want) {
			t.Errorf("%q stands for %q, want %q", c.pattern, got, c.want)
		} else if c.want == nil && (len(got) != 94 || got[0] != "008" || got[93] != "101") {
			t.Errorf("%q stands for %d addresses, %q to %q", c.pattern, len(got), got[0], got[len(got)-1])
		}
	}
}

func TestExpandErrors(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{"a{1..2", "a { is not closed"},
		{"a1..2}", "a } closes no {"},
		{"{1..{2..3}}", "a { stands within another"},
		{"{}", "neither a range"},
		{"{a..b}", "neither a range"},
		{"{-1..2}", "neither a range"},
		{"{1..2..3}", "neither a range"},
		{"{5..3}", "runs backwards, want {3..5}"},
		{"{0..1000000}", "has 1000001 numbers, want at most 1000000"},
		{"{0..999999}{0..1}", "more than 1000000 addresses"},
		{"{0..99999999999999999999}", "neither a range"},
		{strings.Repeat("x", 5000), "has 5000 bytes, want at most 4096"},
	} {
		if got, err := Expand(c.pattern); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.20q: %d addresses, error is %v, want one that says %q", c.pattern, len(got), err, c.want)
		}
	}
}

// Addresses are distinct where those of each brace are, have no braces but those in parameters, and are not too many.
func FuzzExpand(f *testing.F) {
	for _, pattern := range []string{"a{1..3}b{x,y}c", "{00..10}", "{a,b", "s3://b/{1..2}?x={", "{1..9}{1..9}{1..9}"} {
		f.Add(pattern)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		addresses, err := Expand(pattern)
		if err != nil {
			return
		}
		if len(addresses) == 0 || len(addresses) > mostAddresses {
			t.Fatalf("%q stands for %d addresses", pattern, len(addresses))
		}
		_, query := splitQuery(pattern)
		for _, address := range addresses {
			if path := strings.TrimSuffix(address, query); strings.ContainsAny(path, "{}") || !strings.HasSuffix(address, query) {
				t.Fatalf("%q stands for %q", pattern, address)
			}
		}
	})
}
