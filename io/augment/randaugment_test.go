package augment_test

import (
	"fmt"
	"testing"

	"github.com/reefml/reef/io/augment"
)

// drawn returns how often operations are drawn, by their text.
func drawn(step augment.Transformation, draws int) map[string]int {
	counts, generator := map[string]int{}, stream(1)
	for range draws {
		operation := step.Draw(generator, augment.Size{Height: 100, Width: 331})
		sequence, ok := operation.(augment.Sequence)
		if !ok {
			sequence = augment.Sequence{operation}
		}
		for _, o := range sequence {
			counts[fmt.Sprintf("%T%.4g", o, o)]++
		}
	}
	return counts
}

func text(operation augment.Operation) string { return fmt.Sprintf("%T%.4g", operation, operation) }

func shift(right, down float64) augment.Warp {
	return augment.Warp{Matrix: augment.Translation(right, down), Fill: 5}
}

// All operations are drawn, with the magnitudes of the table, in both directions, equally often.
func TestRandAugmentHasTheMagnitudesOfItsTable(t *testing.T) {
	turn := func(degrees float64) augment.Warp {
		return augment.Warp{Matrix: augment.Rotation(degrees).About(165.5, 50), Fill: 5}
	}
	shear := func(across, down float64) augment.Warp {
		return augment.Warp{Matrix: augment.Shearing(across, down), Fill: 5}
	}
	for _, c := range []struct {
		step  augment.Transformation
		sided [][2]augment.Operation // to one side, and to the other
		once  []augment.Operation
	}{
		{
			augment.RandAugment{Magnitude: 30, Fill: 5},
			[][2]augment.Operation{
				{shear(0.3, 0), shear(-0.3, 0)}, {shear(0, 0.3), shear(0, -0.3)}, {shift(150, 0), shift(-150, 0)}, {shift(0, 45), shift(0, -45)},
				{turn(30), turn(-30)}, {augment.Brightness{1.9}, augment.Brightness{0.1}}, {augment.Saturation{1.9}, augment.Saturation{0.1}},
				{augment.Contrast{1.9}, augment.Contrast{0.1}}, {augment.Sharpness{1.9}, augment.Sharpness{0.1}},
			},
			[]augment.Operation{augment.Identity{}, augment.Posterise{4}, augment.Solarise{0}, augment.Autocontrast{}, augment.Equalise{}},
		},
		{
			augment.RandAugment{Magnitude: 9, Fill: 5},
			[][2]augment.Operation{
				{shear(0.09, 0), shear(-0.09, 0)}, {shear(0, 0.09), shear(0, -0.09)}, {shift(45, 0), shift(-45, 0)}, {shift(0, 13), shift(0, -13)},
				{turn(9), turn(-9)}, {augment.Brightness{1.27}, augment.Brightness{0.73}}, {augment.Saturation{1.27}, augment.Saturation{0.73}},
				{augment.Contrast{1.27}, augment.Contrast{0.73}}, {augment.Sharpness{1.27}, augment.Sharpness{0.73}},
			},
			// 9/30 of 4 bits are 1.2; 255 * 21/30 is 178.5
			[]augment.Operation{augment.Identity{}, augment.Posterise{7}, augment.Solarise{179}, augment.Autocontrast{}, augment.Equalise{}},
		},
	} {
		const draws = 7000 // of two operations each
		counts := drawn(c.step, draws)
		for _, o := range c.once {
			mustBeAbout(t, text(o), counts[text(o)], draws/7)
			delete(counts, text(o))
		}
		for _, pair := range c.sided {
			for _, o := range pair {
				mustBeAbout(t, text(o), counts[text(o)], draws/14)
				delete(counts, text(o))
			}
		}
		if len(counts) != 0 {
			t.Errorf("%+v: operations beside those of the table: %v", c.step, counts)
		}
	}
}

// mustBeAbout allows 6 deviations of a count of rare things.
func mustBeAbout(t *testing.T, name string, got, want int) {
	t.Helper()
	if difference := got - want; difference*difference > 36*want {
		t.Errorf("%s was drawn %d times, want about %d", name, got, want)
	}
}

func TestRandAugmentDrawsAsManyOperationsAsItIsTold(t *testing.T) {
	for operations, want := range map[int]int{0: 2, 1: 1, 5: 5, -3: 0} {
		sequence := augment.RandAugment{Operations: operations, Magnitude: 99}.Draw(stream(1), target).(augment.Sequence)
		if len(sequence) != want {
			t.Errorf("%d operations: received %d, want %d", operations, len(sequence), want)
		}
	}
}
