package mnist

import (
	"strings"
	"testing"
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

func TestSampleScalesToOne(t *testing.T) {
	set, err := New(&Stack{Count: 1, Height: 1, Width: 3, Pixels: []uint8{0, 51, 255}}, []uint8{9}, Digits())
	if err != nil {
		t.Fatal(err)
	}
	pixels := make([]float32, 3)
	label, err := set.Sample(0, pixels)
	if err != nil {
		t.Fatal(err)
	}
	if label != 9 || pixels[0] != 0 || pixels[1] != 0.2 || pixels[2] != 1 {
		t.Errorf("label %d, pixels %v, want 9, [0 0.2 1]", label, pixels)
	}
}

// BenchmarkSample compares the look-up of a pixel's value with the division that it spares.
func BenchmarkSample(b *testing.B) {
	const size = 28 * 28
	stack := &Stack{Count: 1, Height: 28, Width: 28, Pixels: make([]uint8, size)}
	set, err := New(stack, []uint8{0}, Digits())
	if err != nil {
		b.Fatal(err)
	}
	pixels := make([]float32, size)
	b.Run("look-up", func(b *testing.B) {
		for b.Loop() {
			if _, err := set.Sample(0, pixels); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("division", func(b *testing.B) {
		for b.Loop() {
			for k, value := range stack.Pixels {
				pixels[k] = float32(value) / 255
			}
		}
	})
}
