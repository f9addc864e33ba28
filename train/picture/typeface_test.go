package picture

import (
	"slices"
	"strings"
	"testing"
)

func TestShorten(t *testing.T) {
	face := regular(9, ink)
	const name = "a name of some length"
	if got := face.shorten(name, face.width(name)); got != name {
		t.Errorf("a name that fits was cut to %q", got)
	}
	for width := face.width("…"); width < face.width(name); width += 7 {
		short := face.shorten(name, width)
		if face.width(short) > width || !strings.HasSuffix(short, "…") || !strings.HasPrefix(name, strings.TrimSuffix(short, "…")) {
			t.Errorf("at %d dots the name is %q, %d wide, want a beginning of it with an ellipsis that fits", width, short, face.width(short))
		}
	}
}

func TestWrap(t *testing.T) {
	face := regular(9, ink)
	for _, c := range []struct {
		text, measure string // the width is that of measure
		lines         int
		want          []string
	}{
		{"", "width", 2, nil},
		{" \n ", "width", 2, nil},
		{"4 read as 9", "4 read as 9", 2, []string{"4 read as 9"}},
		{"cat read\nas dog", "cat read as", 2, []string{"cat read as", "dog"}},
		{"one two three four", "three four", 2, []string{"one two", "three four"}},
		{"one two three four five", "four five", 3, []string{"one two", "three", "four five"}},
		{"read as cat, 52\u00a0%", "read as cat, 52", 2, []string{"read as cat,", "52\u00a0%"}},
		{"incomprehensible word", "incompre…", 2, []string{"incompre…", "word"}},
	} {
		if got := face.wrap(c.text, face.width(c.measure), c.lines); !slices.Equal(got, c.want) {
			t.Errorf("%q as wide as %q is broken into %q, want %q", c.text, c.measure, got, c.want)
		}
	}
}

func TestOneLine(t *testing.T) {
	if got, want := oneLine("  a\tname\r\n of\u00a0two\x00lines "), "a name of\u00a0two lines"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
