package mnist

import (
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

func TestNewErrors(t *testing.T) {
	stack := &Stack{Count: 2, Height: 1, Width: 3, Pixels: make([]uint8, 6)}
	for _, c := range []struct {
		name   string
		stack  *Stack
		labels []uint8
		want   string
	}{
		{"too few pixels", &Stack{Count: 2, Height: 1, Width: 3, Pixels: make([]uint8, 5)}, []uint8{0, 1}, "5 pixels, want 2 images of 1 × 3"},
		{"too few labels", stack, []uint8{0}, "2 images but 1 labels"},
		{"label without a class", stack, []uint8{9, 10}, "label 1 (byte 9 of the labels) is 10, want 0 to 9"},
	} {
		if _, err := New(c.stack, c.labels, Digits()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that contains %q", c.name, err, c.want)
		}
	}
}

func TestRead(t *testing.T) {
	set, err := New(&Stack{Count: 2, Height: 1, Width: 3, Pixels: []uint8{9, 9, 9, 0, 51, 255}}, []uint8{3, 9}, Digits())
	if err != nil {
		t.Fatal(err)
	}
	var sample dataset.Sample
	if err := set.Read(1, &sample); err != nil {
		t.Fatal(err)
	}
	if sample.Label != 9 || sample.Name != "image 1" || !slices.Equal(sample.Image.Pixels, []uint8{0, 51, 255}) {
		t.Errorf("the sample is %+v, want image 1 with label 9 and pixels 0, 51, 255", sample)
	}
}
