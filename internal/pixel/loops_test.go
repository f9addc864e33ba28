package pixel

import "testing"

func TestChoose(t *testing.T) {
	best := portable().name
	if set := assembled(); set != nil {
		best = set.name
	}
	for value, want := range map[string]string{"": best, "portable": "portable", "avx2": best, "abacus": best} {
		t.Setenv("REEF_KERNEL", value)
		if got := choose().name; got != want {
			t.Errorf("REEF_KERNEL=%q chooses %q, want %q", value, got, want)
		}
	}
}
