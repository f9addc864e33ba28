package picture

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestLinearTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		count     int
		whole     bool
		want      string
	}{
		{0, 1, 5, false, "0 0.2 0.4 0.6 0.8 1.0"},
		{0.13, 0.31, 5, false, "0.15 0.20 0.25 0.30"},
		{-1, 1, 5, false, "-1.0 -0.5 0 0.5 1.0"},
		{1, 5, 12, true, "1 2 3 4 5"},
		{1, 3, 12, true, "1 2 3"},
		{0.5, 1.5, 12, true, "1"},
		{1, 200, 10, true, "20 40 60 80 100 120 140 160 180 200"},
		{0, 1500000, 10, true, "0 2e5 4e5 6e5 8e5 1.0e6 1.2e6 1.4e6"},
		{0, 4e-7, 5, false, "0 1e-7 2e-7 3e-7 4e-7"},
		{-1e200, 1e200, 5, false, "-1.0e200 -5e199 0 5e199 1.0e200"},
	} {
		var labels []string
		for _, tick := range linearTicks(c.low, c.high, c.count, c.whole) {
			labels = append(labels, tick.label)
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("ticks of [%g, %g], about %d, whole %t, are %q, want %q", c.low, c.high, c.count, c.whole, got, c.want)
		}
	}
}

func TestLogarithmicTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0.009, 110, "0.01 0.1 1 10 100"},
		{0.02, 1, "0.02 0.05 0.1 0.2 0.5 1"},
		{0.31, 0.52, "0.35 0.40 0.45 0.50"},
		{1e-7, 1, "1e-7 1e-6 1e-5 0.0001 0.001 0.01 0.1 1"},
		{1e-12, 1, "1e-12 1e-10 1e-8 1e-6 0.0001 0.01 1"},
		{9e-201, 1e200, "1e-153 1e-102 1e-51 1 1e51 1e102 1e153"},
	} {
		var labels []string
		for _, tick := range logarithmicTicks(c.low, c.high) {
			labels = append(labels, tick.label)
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("ticks of [%g, %g] are %q, want %q", c.low, c.high, got, c.want)
		}
	}
}

// What is written beside a tick must be its value, to the last digit.
func TestLabelsTellTheValue(t *testing.T) {
	generator := newGenerator()
	for range 2000 {
		low, high := randomRange(generator)
		ticks := linearTicks(low, high, 5, false)
		if low > 0 {
			ticks = append(ticks, logarithmicTicks(low, high)...)
		}
		for _, tick := range ticks {
			value, err := strconv.ParseFloat(tick.label, 64)
			if err != nil {
				t.Fatal(err)
			}
			if difference := value - tick.value; difference > 1e-6*(high-low) || difference < -1e-6*(high-low) {
				t.Errorf("range [%g, %g]: the tick at %g is labelled %q", low, high, tick.value, tick.label)
			}
		}
	}
}

func TestTicksAscendInsideTheRange(t *testing.T) {
	generator := newGenerator()
	for range 2000 {
		low, high := randomRange(generator)
		values := []float64{}
		for _, tick := range linearTicks(low, high, 5, false) {
			values = append(values, tick.value)
		}
		// A step is at least the wished one, a fifth of the range, and at most two and a half times as long.
		if len(values) < 2 || len(values) > 6 {
			t.Errorf("range [%g, %g] has the ticks %v, want 2 to 6", low, high, values)
		}
		if !slices.IsSorted(values) || values[0] < low-1e-6*(high-low) || values[len(values)-1] > high+1e-6*(high-low) {
			t.Errorf("range [%g, %g] has the ticks %v, want them ascending inside of it", low, high, values)
		}
	}
}
