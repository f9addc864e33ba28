package pixel

import (
	"slices"
	"testing"
)

func TestReverse(t *testing.T) {
	r := generator()
	for n := range 100 {
		src := randomBytes(r, n)
		want := slices.Clone(src)
		slices.Reverse(want)
		dst := make([]uint8, n)
		Reverse(dst, src)
		equalBytes(t, "reversed", dst, want)
		Reverse(src, src)
		equalBytes(t, "reversed in place", src, want)
	}
}
