package random

import "testing"

func TestStreamsDependOnSeedAndNameAlone(t *testing.T) {
	first := func(seed uint64, name ...string) uint64 { return Stream(seed, name...).Uint64() }
	if a, b := first(1, "a", "b"), first(1, "a", "b"); a != b {
		t.Error("equal seeds and names give different streams")
	}
	distinct := map[uint64]string{}
	for _, c := range []struct {
		seed uint64
		name []string
	}{{1, []string{"a", "b"}}, {1, []string{"ab"}}, {1, []string{"b", "a"}}, {2, []string{"a", "b"}}, {1, nil}, {0, nil}} {
		value := first(c.seed, c.name...)
		if other, ok := distinct[value]; ok {
			t.Errorf("seed %d name %q starts like %s", c.seed, c.name, other)
		}
		distinct[value] = "another stream"
	}
}

// The first number is frozen: models trained by an older version must be reproducible by a newer one.
func TestStreamIsFrozen(t *testing.T) {
	if got, want := Stream(1, "initialise", "block1/weight").Uint64(), uint64(2764188662003557200); got != want {
		t.Errorf("first number is %d, want %d", got, want)
	}
}
