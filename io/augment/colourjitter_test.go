package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestColourJitterKeepsItsRanges(t *testing.T) {
	generator, orders := stream(1), map[string]int{}
	within := func(value, low, high float64) {
		t.Helper()
		if value < low || value > high {
			t.Errorf("received the parameter %v, want one from %v to %v", value, low, high)
		}
	}
	jitter := augment.ColourJitter{Brightness: 0.4, Contrast: 3, Saturation: 0.2, Hue: 0.1}
	for range 24000 {
		order := ""
		for _, operation := range jitter.Draw(generator, augment.Size{}).(augment.Sequence) {
			switch o := operation.(type) {
			case augment.Brightness:
				order += "b"
				within(o.Factor, 0.6, 1.4)
			case augment.Contrast:
				order += "c"
				within(o.Factor, 0, 4)
			case augment.Saturation:
				order += "s"
				within(o.Factor, 0.8, 1.2)
			case augment.Hue:
				order += "h"
				within(o.Turn, -0.1, 0.1)
			}
		}
		orders[order]++
	}
	if len(orders) != 24 {
		t.Errorf("there are %d orders, want 24: %v", len(orders), orders)
	}
	for order, count := range orders {
		if count < 850 || count > 1150 { // 1000 with a deviation of 31
			t.Errorf("order %s was drawn %d times of 24000, want about 1000", order, count)
		}
	}
}

// A setting that is 0 leaves what the others draw as it is.
func TestColourJitterWithoutAll(t *testing.T) {
	all := augment.ColourJitter{Brightness: 0.4, Hue: 0.1}.Draw(stream(1), augment.Size{}).(augment.Sequence)
	some := augment.ColourJitter{Hue: 0.1}.Draw(stream(1), augment.Size{}).(augment.Sequence)
	if len(all) != 2 || len(some) != 1 {
		t.Fatalf("received %v and %v, want two operations and one", all, some)
	}
	if some[0] != all[0] && some[0] != all[1] {
		t.Errorf("the hue is %v, want that of %v", some[0], all)
	}
}
