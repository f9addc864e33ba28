package solver

import (
	"regexp"
	"strings"
	"testing"
)

func TestMatches(t *testing.T) {
	for _, test := range []struct {
		pattern, path string
		want          bool
	}{
		{"block1/weight", "block1/weight", true},
		{"block1/weight", "block1/weights", false},
		{"block1", "block1/weight", false},
		{"block*/weight", "block1/weight", true},
		{"block*/weight", "block1/convolution/weight", true},
		{"block*/weight", "head/weight", false},
		{"*", "", true},
		{"*", "block1/weight", true},
		{"*/bias", "block1/bias", true},
		{"*/bias", "bias", false},
		{"block1*", "block10/weight", true},
		{"block1/*", "block10/weight", false},
		{"a*b*c", "abc", true},
		{"a*b*c", "axbxbc", true},
		{"a*b*c", "acb", false},
		{"a*a", "a", false}, // one letter cannot be both
		{"a**a", "aa", true},
		{"", "", true},
		{"", "a", false},
		{"a?[b]", "a?[b]", true}, // nothing but the star is special
		{"a?", "ab", false},
	} {
		if got := matches(test.pattern, test.path); got != test.want {
			t.Errorf("%q of %q: %t, want %t", test.pattern, test.path, got, test.want)
		}
	}
}

// A pattern matches what the regular expression does in which ".*" stands for each star.
func FuzzMatches(f *testing.F) {
	f.Add("block*/weight", "block1/convolution/weight")
	f.Add("a*b*a", "aba")
	f.Add("**", "a\nb")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		if !validText(pattern) || !validText(path) {
			return // regular expressions take bytes that are no UTF-8 for another character
		}
		expression := `(?s)\A` + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`) + `\z`
		want, err := regexp.MatchString(expression, path)
		if err != nil {
			return // too long for an expression
		}
		if got := matches(pattern, path); got != want {
			t.Errorf("%q of %q: %t, want %t", pattern, path, got, want)
		}
	})
}

func validText(text string) bool { return strings.ToValidUTF8(text, "") == text }
