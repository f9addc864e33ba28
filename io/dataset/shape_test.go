package dataset_test

import (
	"context"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

func TestShape(t *testing.T) {
	set := counting{n: 5, broken: map[int]bool{0: true, 1: true}, wide: map[int]bool{2: true}}
	channels, height, width, err := dataset.Shape(context.Background(), set)
	if err != nil || channels != 1 || height != 1 || width != 3 {
		t.Errorf("the shape is (%d, %d, %d), %v, want that of the first that can be read, (1, 1, 3)", channels, height, width, err)
	}
}

func TestShapeErrors(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		set  counting
		want string
	}{
		"no samples": {context.Background(), counting{}, "no samples"},
		"all broken": {context.Background(), counting{n: 2, broken: map[int]bool{0: true, 1: true}}, "the first: sample 0 is broken"},
		"encoded":    {context.Background(), counting{n: 2, coded: map[int]bool{0: true}}, "sample 0 is an encoded file still"},
		"cancelled":  {cancelled, counting{n: 2}, "canceled"},
	} {
		if _, _, _, err := dataset.Shape(c.ctx, c.set); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that contains %q", name, err, c.want)
		}
	}
}
