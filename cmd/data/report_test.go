package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/reefml/reef/io/inspect"
)

func TestBytesOf(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1023: "1023 bytes", 1024: "1.0 KiB", 1536: "1.5 KiB", 5 << 20: "5.0 MiB", 3 << 40: "3.0 TiB"} {
		if got := bytesOf(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
}

func TestClassTableShowsTheSmallestOfMany(t *testing.T) {
	split := inspect.SplitReport{Name: "train"}
	for i := range 30 {
		split.Classes = append(split.Classes, inspect.ClassCount{Name: fmt.Sprintf("class%d", i), Samples: 1000 - i})
	}
	other := inspect.SplitReport{Name: "val", Classes: []inspect.ClassCount{{Name: "class29", Samples: 5}}}
	text := classTable([]inspect.SplitReport{split, other}).String()
	contains(t, text, "10 larger ones are left out", "class29", "class10 ")
	if strings.Contains(text, "class9 ") {
		t.Errorf("a large class is listed in\n%s", text)
	}
	if !strings.Contains(strings.Split(text, "\n")[1], " 971    5") {
		t.Errorf("the smallest class is not first, with 971 and 5 samples, in\n%s", text)
	}
}

func TestManyNearDuplicatesAreExplained(t *testing.T) {
	r := &inspect.Report{Splits: []inspect.SplitReport{{Name: "train", Readable: 20}}}
	r.Near = []inspect.Group{{Samples: make([]inspect.Place, 3)}}
	var out strings.Builder
	printReport(&out, r)
	contains(t, out.String(), "15 % of the samples have near duplicates", "-near 2 is stricter")
}
